// The patterns of --include and --exclude, matched on bytes:
//
//   *      any run without '/'            ?      any byte but '/'
//   **/    any number of whole folders    [a-c]  a byte of the set; [!a-c] one that is not
//   **     any run, '/' too               \x     the byte x itself
//
// A pattern with a '/' (other than at its end) is matched against the whole path below the target,
// one without against the last component at any depth. A '/' at the end: folders only. Matching
// takes time proportional to pattern x path whatever the two hold.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace braque::source {

class Glob {
 public:
  /// Fails for an empty pattern, an unclosed '[' and patterns over 4,096 bytes.
  static Result<Glob> compile(std::string_view pattern);

  /// `relative` is the path below the target without a leading '/'.
  bool matches(std::string_view relative, bool is_directory) const;
  /// As `matches` for a directory, and for "folder/**" also the folder itself.
  bool covers_directory(std::string_view relative) const;

 private:
  enum class Kind : std::uint8_t { byte, set, star, any_run, any_folders };
  struct Token {
    Kind kind;
    unsigned char byte;
    std::uint16_t set;  ///< index into sets_
  };

  Result<void> read_set(std::string_view pattern, std::size_t& at);
  std::vector<char> states_after(std::string_view text) const;
  void close_over_empty(std::vector<char>& states, bool at_folder_start) const;

  std::vector<Token> tokens_;
  std::vector<std::bitset<256>> sets_;
  bool whole_path_ = false;
  bool directories_only_ = false;
  bool ends_in_subtree_ = false;  ///< "/**" at the end
};

}  // namespace braque::source
