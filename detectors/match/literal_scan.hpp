// All places where one of many literals stands, whatever its case (ASCII). An engine of its own,
// because literals of three to five bytes ("key", "dob:") cost Hyperscan four times as much as
// this: each literal is looked for by its rarest four bytes. A vector pass keeps the one place in
// six where two pairs of bytes could belong to such four, a bit table the one in forty where they
// do.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "match/hyperscan.hpp"

namespace braque::match {

/// Immutable, so that threads share it.
class LiteralScan {
 public:
  LiteralScan() = default;
  /// Patterns as for Database::Syntax::literal; none may be empty.
  explicit LiteralScan(std::span<const Database::Pattern> patterns);

  bool empty() const noexcept { return literals_.empty(); }
  /// What the tables take.
  std::size_t bytes() const noexcept;

  /// Appends every report in `text` to `hits`, in order of `end`, then of the pattern.
  void scan(std::string_view text, std::vector<Hit>& hits) const;
  /// The same without vectors: for tests and other processors.
  void scan_plain(std::string_view text, std::vector<Hit>& hits) const;

  /// 64 rows of 64 bits: which classes of bytes may follow which.
  using PairTable = std::array<std::uint64_t, 64>;
  struct Tables {
    PairTable first{}, second{};  ///< of an anchor's first two bytes, and of the second and third
  };

 private:
  /// Four bytes of a literal that it is looked for by, each with bit 5 set; or all of a literal of
  /// three bytes.
  struct Anchor {
    std::uint32_t gram = 0;
    std::uint32_t other = 0;  ///< four more, as far away as the literal allows
    std::uint16_t literal = 0;
    std::uint16_t offset = 0;  ///< of `gram` in the literal
    std::uint16_t other_offset = 0;
    std::uint16_t length = 0;  ///< of the literal
  };
  struct Literal {
    std::string text;  ///< capitals made small
    std::uint32_t id = 0;
  };

  Anchor choose(const std::string& text, std::uint16_t literal);
  void note(const Anchor& anchor, const std::string& text);
  void build(std::vector<Anchor> anchors);
  void look(std::string_view text, std::size_t at, std::vector<Hit>& hits) const;
  void look_three(std::string_view text, std::size_t at, std::uint32_t gram,
                  std::vector<Hit>& hits) const;
  void scan_places(std::string_view text, std::size_t from, std::vector<Hit>& hits) const;
  void scan_vector(std::string_view text, std::vector<Hit>& hits) const;
  void scan_short(std::string_view text, std::vector<Hit>& hits) const;

  std::vector<Literal> literals_;
  std::vector<std::uint16_t> short_;  ///< of one or two bytes: looked for one by one
  Tables tables_;
  std::vector<std::uint32_t> filter_;  ///< one bit for each hash of four bytes
  std::vector<std::uint32_t> heads_;   ///< where in anchors_ those of a hash begin
  std::vector<Anchor> anchors_;
  std::vector<std::uint32_t> three_filter_;  ///< one bit for each hash of three bytes
  std::vector<Anchor> three_;                ///< of literals of three bytes, by `gram`
  bool vector_ = false;
};

}  // namespace braque::match
