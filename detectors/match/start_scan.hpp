// Where in a text one of many words begins, whatever its case (ASCII). Only one place in seven of a
// text can begin a word; there, hashes of its first three to six bytes leave one in thirty. Asked
// at those, a table of ten thousand words costs a fifth of a search for all of them everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace braque::match {

/// Immutable, so that threads share it.
class StartScan {
 public:
  struct Word {
    std::string text;
    bool ends_word = false;  ///< counts only where no letter or digit (ASCII) stands behind it
    bool capitals = false;   ///< counts only where its last byte is a capital or a digit
  };

  StartScan() = default;
  /// `words` as served() wants them.
  explicit StartScan(std::span<const Word> words);
  /// Can a word be looked for so? It has three bytes and begins with a letter or digit, or beyond
  /// ASCII.
  static bool served(std::string_view word) noexcept;

  /// Appends the places, in ascending order, where a word that counts begins that lies within
  /// text[begin, end). None stands behind a letter or digit (ASCII), but for those two places
  /// behind a backslash: that letter may belong to an escape.
  void scan(std::string_view text, std::size_t begin, std::size_t end,
            std::vector<std::uint32_t>& places) const;
  /// The same without vectors: for tests and other processors.
  void scan_plain(std::string_view text, std::size_t begin, std::size_t end,
                  std::vector<std::uint32_t>& places) const;
  std::size_t bytes() const noexcept;

 private:
  struct Entry {
    std::uint64_t key = 0, mask = 0;  ///< the first eight bytes, each with bit 5 set
    std::uint32_t offset = 0;         ///< in bytes_
    std::uint16_t length = 0;
    bool ends_word = false, capitals = false;
  };

  bool begins_at(std::string_view text, std::size_t at, std::size_t end) const;
  void look(std::string_view text, std::size_t at, std::size_t end,
            std::vector<std::uint32_t>& places) const;
  std::size_t scan_vector(std::string_view text, std::size_t begin, std::size_t end,
                          std::vector<std::uint32_t>& places) const;

  std::vector<std::uint32_t> filter_;  ///< one bit for each hash of a beginning
  std::vector<std::uint32_t> heads_;   ///< where in entries_ those of some hashes begin
  std::vector<Entry> entries_;
  std::string bytes_;
  bool vector_ = false;
};

}  // namespace braque::match
