// One unit's terms: found, parted from those that mean something else, judged.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "special/detector.hpp"
#include "special/person_link.hpp"

namespace braque::special {

/// Bytes on either side in which all words of a term lie, and which tell the language.
inline constexpr std::size_t kNear = 160;

/// Of one piece of a unit and one thread; borrows everything. unit_search.cpp finds terms,
/// judge_term.cpp weighs them.
class UnitSearch {
 public:
  UnitSearch(const Detector& detector, UnitView& view, SearchRange range, WordMemory& memory,
             DocumentPerson& document, std::vector<SpecialFound>& found)
      : detector_(detector),
        view_(view),
        text_(view.text()),
        range_(range),
        memory_(memory),
        found_(found),
        near_(detector.vocabulary(), text_, memory),
        window_(detector.vocabulary(), text_, memory),
        link_(detector, view, window_, document) {}

  /// `places` as in Detector::find(); appends to `found`.
  void run(std::span<const std::uint32_t> places);

 private:
  void look_at(std::size_t place);
  bool may_match(const FoldedWord& word, const WordPatterns& patterns);
  bool may_be_about_somebody(WordRange around) const;
  SearchRange bounds_at(std::size_t position);
  void settle();
  void judge(TermHit hit);
  void judge_column_cell(const Cell& cell, std::size_t category);
  void find_columns();
  std::size_t categories_near(const TermHit& hit) const;
  bool for_remarks(const Cell& cell) const;
  void locate(const TermHit& hit, LinkRequest& request);
  bool names_place(const TermHit& hit) const;
  bool in_list_of_names(const TermHit& hit) const;
  bool is_acronym(const TermHit& hit) const;
  void add(const TermHit& hit, std::size_t category, FeatureSet features, const Cell* cell,
           float vocabulary);

  const Detector& detector_;
  UnitView& view_;
  std::string_view text_;
  SearchRange range_;
  WordMemory& memory_;
  std::vector<SpecialFound>& found_;
  TextWindow near_, window_;
  PersonLink link_;
  std::vector<TermHit> hits_;
  std::size_t last_word_ = static_cast<std::size_t>(-1);
};

}  // namespace braque::special
