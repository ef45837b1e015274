// Which context words stand around a candidate, in prose and in cells. Words are searched only
// where candidates are, each byte at most once while candidates come in ascending order.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/match.hpp"
#include "base/text_unit.hpp"
#include "match/keywords.hpp"

namespace braque::match {

class ContextSearch {
 public:
  explicit ContextSearch(const Keywords& keywords) : keywords_(keywords) {}

  /// Begins a unit. `cells` are the unit's cells in ascending order (empty in prose).
  void begin(const TextUnit& unit, std::span<const Cell> cells);

  /// The cell that holds `position`, or null. Positions must not decrease between calls.
  const Cell* cell_at(std::size_t position);

  /// Can anything around the value [begin, end) in `cell` (null in prose) speak for the rule? True
  /// too often, never false wrongly. Cheap for many rules at one place.
  bool may_speak(std::uint16_t rule, std::size_t begin, std::size_t end, const Cell* cell);

  /// label, nearby and header evidence for the rule's value at [begin, end), which stands
  /// in `cell` (may be null).
  EvidenceSet evidence(std::uint16_t rule, std::size_t begin, std::size_t end, const Cell* cell);

 private:
  struct Header;
  /// What the header of a column says; null when there is none.
  const Header* header_of(std::uint32_t column);
  EvidenceSet header_evidence(std::uint16_t rule, std::uint32_t column);
  /// Where words that speak for a value of the cell may begin.
  std::size_t reach_before(const Cell& cell, std::size_t begin) const;
  /// Collects in `spoken_` what the words in [from, to) around the value at `begin` say.
  void listen(std::size_t begin, std::size_t from, std::size_t to);
  EvidenceSet around(std::uint16_t rule, std::size_t begin, std::size_t end, std::size_t from,
                     std::size_t to);
  void search(std::size_t from, std::size_t to);
  /// Words that end too far before `begin` are not looked at again.
  void forget_before(std::size_t begin);

  const Keywords& keywords_;
  std::string_view text_;
  std::span<const ContextEntry> context_;
  std::span<const Cell> cells_;
  std::size_t next_cell_ = 0;
  std::vector<WordHit> words_;  ///< of text_[searched_from_, searched_to_), by end
  std::size_t first_word_ = 0;  ///< words before it end too early for later candidates
  std::size_t searched_from_ = 0, searched_to_ = 0;
  WordSearch search_;
  struct Header {
    bool known = false;
    RuleBits rules;
    bool personal_number = false;  ///< it speaks for kin too
  };
  std::vector<Header> headers_;  ///< by column; entry 0 serves prose as a whole
  RuleBits unit_rules_;          ///< what the unit's context says in prose
  RuleBits spoken_;              ///< what all words around spoken_at_ say
  std::size_t spoken_at_ = std::string_view::npos;
};

}  // namespace braque::match
