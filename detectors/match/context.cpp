#include "match/context.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace braque::match {
namespace {

constexpr std::size_t kNear = 200;        ///< bytes on either side
constexpr std::size_t kLabelGap = 28;     ///< most bytes between a label and its value
constexpr std::size_t kLabelCell = 64;    ///< a cell of at most so many bytes can be a label
constexpr std::size_t kValueMax = 160;    ///< what a template or shape takes at most, in bytes
constexpr std::size_t kSearchStep = 256;  ///< the engine's fixed cost is spread over so many bytes

constexpr EvidenceSet bit(Evidence evidence) { return static_cast<EvidenceSet>(evidence); }

/// Is what stands between a word and the value nothing but punctuation and a small word or two?
bool is_label_gap(std::string_view gap) {
  if (gap.size() > kLabelGap) return false;
  int words = 0;
  bool in_word = false, colon = false;
  for (char c : gap) {
    if (ascii::is_digit(c) || c == ';' || c == '|') return false;
    if (c == '\n' && !colon) return false;
    if (c == ':' || c == '=') colon = true;
    const bool letter = ascii::is_letter(c);
    if (letter && !in_word && ++words > 2) return false;
    in_word = letter;
  }
  return true;
}

/// Is a short word but a piece of a part number or of base64: 90/TEL/7286, 2654.CI.MCX,
/// sKs3JQOkRg==?
bool in_code(std::string_view text, const WordHit& word) {
  constexpr std::size_t kShort = 4, kReach = 32, kShortestCode = 16;
  if (word.end - word.begin > kShort) return false;
  const auto glue = [](char c) { return c == '/' || c == '+'; };
  if (word.begin >= 2) {
    const char c = text[word.begin - 1];
    if ((glue(c) || c == '-' || c == '.') && ascii::is_digit(text[word.begin - 2])) return true;
  }
  std::size_t from = word.begin, to = word.end;
  bool digit = false;
  const auto part = [&](char c) {
    digit |= ascii::is_digit(c);
    return ascii::is_alnum(c) || glue(c);
  };
  while (from > 0 && word.begin - from < kReach && part(text[from - 1])) --from;
  while (to < text.size() && to - word.end < kReach && part(text[to])) ++to;
  return digit && to - from >= kShortestCode;
}

}  // namespace

void ContextSearch::begin(const TextUnit& unit, std::span<const Cell> cells) {
  text_ = unit.text;
  context_ = unit.context;
  cells_ = cells;
  next_cell_ = 0;
  words_.clear();
  first_word_ = searched_from_ = searched_to_ = 0;
  headers_.clear();
  unit_rules_.resize(keywords_.rule_count());
  spoken_at_ = std::string_view::npos;
  if (unit.kind == UnitKind::cells) return;
  std::vector<WordHit> words;
  for (const ContextEntry& entry : context_) {
    keywords_.find(entry.text, 0, entry.text.size(), search_, words);
    for (const WordHit& word : words) unit_rules_ |= keywords_.rules_of(word.word);
    words.clear();
  }
}

const Cell* ContextSearch::cell_at(std::size_t position) {
  while (next_cell_ < cells_.size() && cells_[next_cell_].end <= position) ++next_cell_;
  if (next_cell_ == cells_.size() || cells_[next_cell_].start > position) return nullptr;
  return &cells_[next_cell_];
}

const ContextSearch::Header* ContextSearch::header_of(std::uint32_t column) {
  if (column >= context_.size()) return nullptr;
  if (headers_.size() < context_.size()) headers_.resize(context_.size());
  Header& header = headers_[column];
  if (header.known) return &header;
  header.known = true;
  header.rules.resize(keywords_.rule_count());
  std::vector<WordHit> words;
  const std::string& text = context_[column].text;
  keywords_.find(text, 0, text.size(), search_, words);
  for (const WordHit& word : words) header.rules |= keywords_.rules_of(word.word);
  header.personal_number = header.rules.meets(keywords_.personal_numbers());
  return &header;
}

EvidenceSet ContextSearch::header_evidence(std::uint16_t rule, std::uint32_t column) {
  const Header* header = header_of(column);
  if (header == nullptr) return 0;
  if (header->rules.test(rule)) return bit(Evidence::header);
  // A column of one country's personal numbers may hold those of others.
  return header->personal_number && keywords_.kin().test(rule) ? bit(Evidence::nearby)
                                                               : EvidenceSet{0};
}

void ContextSearch::listen(std::size_t begin, std::size_t from, std::size_t to) {
  search(from, to);
  forget_before(begin);
  for (std::size_t i = first_word_; i < words_.size(); ++i)
    if (words_[i].begin < to) spoken_ |= keywords_.rules_of(words_[i].word);
}

bool ContextSearch::may_speak(std::uint16_t rule, std::size_t begin, std::size_t end,
                              const Cell* cell) {
  const std::size_t far = std::min(text_.size(), begin + kValueMax + kNear);
  if (cell == nullptr) {
    if (begin != spoken_at_) {
      spoken_at_ = begin;
      spoken_ = unit_rules_;
      listen(begin, begin > kNear ? begin - kNear : 0, far);
    }
    return spoken_.test(rule);
  }
  if (header_evidence(rule, cell->column) != 0) return true;
  // Most cells hold a number and nothing else, and then no word is searched.
  const std::size_t from = reach_before(*cell, begin), to = std::min<std::size_t>(cell->end, far);
  if (begin - from <= 1 && (to <= end || to - end <= 1)) return false;
  if (begin != spoken_at_) {
    spoken_at_ = begin;
    spoken_.resize(keywords_.rule_count());
    listen(begin, from, to);
  }
  return spoken_.test(rule);
}

std::size_t ContextSearch::reach_before(const Cell& cell, std::size_t begin) const {
  // The cell's own text, and the cell before it in the row when it can be a label.
  if (&cell != cells_.data()) {
    const Cell& previous = *(&cell - 1);
    if (previous.row == cell.row && previous.end - previous.start <= kLabelCell &&
        begin - cell.start <= kLabelGap)
      return previous.start;
  }
  return std::max<std::size_t>(cell.start, begin > kNear ? begin - kNear : 0);
}

EvidenceSet ContextSearch::evidence(std::uint16_t rule, std::size_t begin, std::size_t end,
                                    const Cell* cell) {
  if (cell == nullptr) {
    if (unit_rules_.test(rule)) return bit(Evidence::header);
    return around(rule, begin, end, begin > kNear ? begin - kNear : 0, end + kNear);
  }
  EvidenceSet evidence = header_evidence(rule, cell->column);
  const std::size_t from = reach_before(*cell, begin);
  const std::size_t to = std::min<std::size_t>(cell->end, end + kNear);
  if (begin - from > 1 || to - end > 1) evidence |= around(rule, begin, end, from, to);
  return evidence;
}

void ContextSearch::search(std::size_t from, std::size_t to) {
  to = std::min(to, text_.size());
  if (from < searched_from_ || from > searched_to_) {
    words_.clear();
    first_word_ = 0;
    searched_from_ = searched_to_ = from > kWordBytesMax ? from - kWordBytesMax : 0;
  }
  if (to <= searched_to_) return;
  const std::size_t end = std::min(text_.size(), std::max(to, searched_to_ + kSearchStep));
  const std::size_t overlap =
      searched_to_ > searched_from_ + kWordBytesMax ? searched_to_ - kWordBytesMax : searched_from_;
  const std::size_t known = words_.size();
  keywords_.find(text_, overlap, end, search_, words_);
  // Words that end in the part searched before are known already.
  const auto old = [this](const WordHit& word) {
    return word.end <= searched_to_ && searched_to_ > searched_from_;
  };
  words_.erase(
      std::remove_if(words_.begin() + static_cast<std::ptrdiff_t>(known), words_.end(), old),
      words_.end());
  searched_to_ = end;
}

void ContextSearch::forget_before(std::size_t begin) {
  while (first_word_ < words_.size() && words_[first_word_].end + 2 * kNear < begin) ++first_word_;
}

EvidenceSet ContextSearch::around(std::uint16_t rule, std::size_t begin, std::size_t end,
                                  std::size_t from, std::size_t to) {
  search(from, to);
  forget_before(begin);
  EvidenceSet evidence = 0;
  for (std::size_t i = first_word_; i < words_.size(); ++i) {
    const WordHit& word = words_[i];
    if (word.begin >= to && word.end > to + kWordBytesMax) break;
    if (word.begin < from || word.end > to) continue;
    if (word.begin < end && word.end > begin) continue;  // inside the value itself
    if (!keywords_.rules_of(word.word).test(rule) || in_code(text_, word)) continue;
    const bool label = word.end <= begin && is_label_gap(text_.substr(word.end, begin - word.end));
    evidence |= bit(label ? Evidence::label : Evidence::nearby);
    if (label) break;
  }
  return evidence;
}

}  // namespace braque::match
