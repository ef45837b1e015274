// The only file that knows Hyperscan: compiled databases in block mode without start of match, and
// scratch memory. Hyperscan, not a fork whose vector path loses matches near the end of a buffer:
// the self-test of the rule set refuses such an engine.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

struct hs_database;
struct hs_scratch;

namespace braque::match {

/// One engine report: pattern `id` matches up to `end` (exclusive). Where it began is found by
/// whoever asked.
struct Hit {
  std::uint32_t id;
  std::uint32_t end;
};

class Database {
 public:
  enum class Syntax : std::uint8_t {
    literal,  ///< bytes that mean themselves
    regex,    ///< Hyperscan's regular expressions; `.` matches no line feed
  };
  struct Pattern {
    std::string text;
    std::uint32_t id = 0;
  };

  /// Compiles caseless (ASCII) patterns. On failure the message names the pattern's text and
  /// `failed_pattern` its index, or -1.
  static Result<Database> compile(Syntax syntax, std::span<const Pattern> patterns,
                                  int& failed_pattern);
  /// Restores what serialise() gave on the same kind of processor.
  static Result<Database> deserialise(std::string_view bytes);
  std::string serialise() const;

  Database(Database&&) noexcept = default;
  Database& operator=(Database&&) noexcept = default;
  ~Database();

  std::size_t bytes() const;
  hs_database* get() const noexcept { return database_.get(); }

 private:
  struct Free {
    void operator()(hs_database* database) const noexcept;
  };
  explicit Database(hs_database* database) : database_(database) {}
  std::unique_ptr<hs_database, Free> database_;
};

/// Scratch memory of one thread, for all the databases it was made for.
class Scratch {
 public:
  explicit Scratch(std::span<const Database* const> databases);
  Scratch(Scratch&&) noexcept = default;
  ~Scratch();

  /// Appends every report in `text` to `hits`, in order of `end`. Not re-entrant.
  void scan(const Database& database, std::string_view text, std::vector<Hit>& hits) const;

 private:
  struct Free {
    void operator()(hs_scratch* scratch) const noexcept;
  };
  std::unique_ptr<hs_scratch, Free> scratch_;
};

/// Library name and version, and the processor features it uses.
std::string hyperscan_description();

}  // namespace braque::match
