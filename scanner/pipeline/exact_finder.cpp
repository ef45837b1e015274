#include "pipeline/exact_finder.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/ascii.hpp"
#include "classify/value.hpp"

namespace braque::pipeline {
namespace {

/// A name of the list may be somebody else's too; an address of e-mail hardly.
constexpr float kNameLogit = 3.5F;
constexpr float kEmailLogit = 6.0F;
constexpr float kLogitMax = 6.0F;
/// Two values of one row close together.
constexpr float kTogetherLogit = 5.0F;
constexpr std::uint32_t kTogetherBytes = 256;
constexpr std::size_t kNeighboursMax = 64;
/// Numbers of that form that stand in texts for each that means the list's: an assumption.
constexpr double kStrangersEach = 100;
/// Rows that one hit names: more people share a name than anybody wants to read about.
constexpr std::uint32_t kRowsPerHitMax = 256;
constexpr std::string_view kPhoneKind = "intl.phone";

ExactProfile profile_of(const ScanContext& context) {
  ExactProfile profile;
  for (const auto& list : context.options.exact_lists) profile.add(list->profile());
  return profile;
}

}  // namespace

ExactFinder::ExactFinder(const ScanContext& context)
    : context_(context), scan_(context.exact_keys, profile_of(context)) {}

std::span<const ExactFound> ExactFinder::find(const TextUnit& unit,
                                              std::span<const Match> matches) {
  text_ = unit.text;
  found_.clear();
  owned_.clear();
  rows_.clear();
  scan_.scan(unit.text, unit.owned_begin, unit.owned_end, *this);
  add_phones(unit, matches);
  if (found_.empty()) return owned_;
  std::sort(found_.begin(), found_.end(), [](const ExactFound& a, const ExactFound& b) {
    return std::tuple(a.start, ~a.end, a.rule, a.hash) <
           std::tuple(b.start, ~b.end, b.rule, b.hash);
  });
  drop_contained();
  corroborate();
  for (const ExactFound& found : found_)
    if (found.start >= unit.owned_begin && found.start < unit.owned_end) owned_.push_back(found);
  return owned_;
}

void ExactFinder::wipe() { std::fill(form_.begin(), form_.end(), '\0'); }

/// A filter lies outside the caches: all of its lines are asked for before any is looked at.
void ExactFinder::candidates(std::span<const ExactCandidate> found) {
  const auto& lists = context_.options.exact_lists;
  for (std::size_t list = 0; list < lists.size(); ++list) {
    for (const ExactCandidate& candidate : found) lists[list]->prefetch(candidate.hash);
    for (const ExactCandidate& candidate : found)
      if (lists[list]->may_contain(candidate.hash)) confirm(candidate, list);
  }
}

void ExactFinder::add_phones(const TextUnit& unit, std::span<const Match> matches) {
  constexpr auto kNumber = ExactKind::number;
  std::string e164;
  for (const Match& match : matches) {
    if (context_.kind_of(match.rule) != kPhoneKind) continue;
    const RawValue value(unit.text.substr(match.start, match.end - match.start));
    normalise(context_.rule(match.rule), value, match.country, e164);
    if (!exact_form(kNumber, e164, form_)) continue;
    const std::uint64_t hash = exact_hash(context_.exact_keys, kNumber, form_).find;
    const ExactCandidate candidate{hash, match.start, match.end, kNumber};
    for (std::size_t list = 0; list < context_.options.exact_lists.size(); ++list)
      if (context_.options.exact_lists[list]->may_contain(hash)) confirm_form(candidate, list);
  }
  std::fill(e164.begin(), e164.end(), '\0');
}

void ExactFinder::confirm(const ExactCandidate& candidate, std::size_t list) {
  if (!exact_form(candidate.kind, text_.substr(candidate.start, candidate.end - candidate.start),
                  form_))
    return;
  confirm_form(candidate, list);
}

/// `form_` is the candidate's.
void ExactFinder::confirm_form(const ExactCandidate& candidate, std::size_t list) {
  const ExactList& exact = *context_.options.exact_lists[list];
  const auto entries = exact.entries(candidate.hash);
  if (entries.empty()) return;
  const ExactHash hash = exact_hash(context_.exact_keys, candidate.kind, form_);
  if (hash.find != candidate.hash) return;
  std::uint32_t columns = 0;  // a bit for each
  for (const ExactEntry& entry : entries)
    if (entry.check() == hash.check) columns |= 1U << entry.column();
  for (std::uint32_t column = 0; column < exact.columns().size(); ++column)
    if ((columns >> column & 1) != 0) add_entries(candidate, list, entries, column);
}

void ExactFinder::add_entries(const ExactCandidate& candidate, std::size_t list,
                              std::span<const ExactEntry> entries, std::uint32_t column) {
  ExactFound found;
  found.start = candidate.start;
  found.end = candidate.end;
  found.rule = context_.exact_rule(list, column);
  found.hash = candidate.hash;
  found.logit = worth(candidate, context_.options.exact_lists[list]->columns()[column]);
  found.rows_begin = static_cast<std::uint32_t>(rows_.size());
  for (const ExactEntry& entry : entries) {
    if (entry.column() != column) continue;
    if (rows_.size() > found.rows_begin && rows_.back() == entry.row) continue;
    if (rows_.size() - found.rows_begin == kRowsPerHitMax) break;
    rows_.push_back(entry.row);
  }
  found.rows_end = static_cast<std::uint32_t>(rows_.size());
  found_.push_back(found);
}

/// A number counts for as much as it is unlikely that another one of its length is in the list: of
/// eight digits ten million customers' take one in ten.
float ExactFinder::worth(const ExactCandidate& candidate, const ExactColumn& column) const {
  if (candidate.kind == ExactKind::words) return kNameLogit;
  if (candidate.kind == ExactKind::email) return kEmailLogit;
  const std::size_t length = std::min(form_.size(), kExactNumberMax);
  const bool digits = std::all_of(form_.begin(), form_.end(), ascii::is_digit);
  const double count = std::max<std::uint32_t>(1, (digits ? column.digits : column.mixed)[length]);
  const double strangers = kStrangersEach * count / std::pow(10.0, static_cast<double>(length));
  return std::clamp(static_cast<float>(-std::log(strangers)), -kLogitMax, kLogitMax);
}

/// What lies within something longer that was found, and what was found twice.
void ExactFinder::drop_contained() {
  std::size_t kept = 0;
  std::uint32_t cover_start = 0, cover_end = 0;
  for (const ExactFound& found : found_) {
    const bool covered =
        found.end <= cover_end && !(found.start == cover_start && found.end == cover_end);
    const ExactFound* last = kept == 0 ? nullptr : &found_[kept - 1];
    const bool repeated = last != nullptr && last->start == found.start && last->end == found.end &&
                          last->rule == found.rule;
    if (found.end > cover_end) {
      cover_start = found.start;
      cover_end = found.end;
    }
    if (!covered && !repeated) found_[kept++] = found;
  }
  found_.resize(kept);
}

bool ExactFinder::share_row(const ExactFound& a, const ExactFound& b) const {
  const auto left = rows(a), right = rows(b);
  auto x = left.begin();
  auto y = right.begin();
  while (x != left.end() && y != right.end()) {
    if (*x == *y) return true;
    if (*x < *y)
      ++x;
    else
      ++y;
  }
  return false;
}

/// Two values of one row close together speak for each other, however little one alone says.
void ExactFinder::corroborate() {
  const auto same_list = [&](const ExactFound& a, const ExactFound& b) {
    return context_.exact_list_of(a.rule) == context_.exact_list_of(b.rule);
  };
  for (std::size_t i = 0; i < found_.size(); ++i) {
    const std::size_t last = std::min(found_.size(), i + 1 + kNeighboursMax);
    for (std::size_t j = i + 1; j < last; ++j) {
      ExactFound &a = found_[i], &b = found_[j];
      if (b.start - a.start > kTogetherBytes) break;
      if (a.logit >= kTogetherLogit && b.logit >= kTogetherLogit) continue;
      if (b.start < a.end || a.rule == b.rule || !same_list(a, b) || !share_row(a, b)) continue;
      a.logit = std::max(a.logit, kTogetherLogit);
      b.logit = std::max(b.logit, kTogetherLogit);
    }
  }
}

}  // namespace braque::pipeline
