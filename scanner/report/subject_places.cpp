#include "report/subject_places.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace braque::report {
namespace {

/// How often a place that holds nothing but this of a person is that person's. An address of mail
/// or a number belongs to one person, rarely to a family or a desk. Among 60,000 French family
/// names and the first names of a generation, a full name is shared within a company of thousands
/// now and then; a household shares an address, one in 20,000 a birthday; an initial leaves a dozen
/// first names.
constexpr std::array<double, 6> kWhole{0.99, 0.97, 0.93, 0.80, 0.70, 0.30};
constexpr double kInitial = 0.35;
constexpr double kAllWords =
    0.50;  ///< the words stand in the same part, not certainly in the same row

double weight_of(AttributeKind kind, bool whole, bool initial, bool all_words) {
  double weight = whole ? kWhole[static_cast<std::size_t>(kind)] : 0;
  if (initial) weight = std::max(weight, kInitial);
  if (all_words) weight = std::max(weight, kAllWords);
  return weight;
}

std::uint64_t line_of(const Finding& finding, const Digest& fingerprint) {
  for (const Sample& sample : finding.samples)
    if (sample.fingerprint == fingerprint) return sample.line;
  return 0;
}

/// Files and members of them that hold messages.
bool is_mail(const SubjectPlace& place) {
  constexpr auto kMail = std::to_array<std::string_view>({".eml", ".mbox", ".msg", ".pst", ".ost"});
  const auto named_so = [&](std::string_view name) {
    return std::any_of(kMail.begin(), kMail.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
  };
  // The members of a message are its headers, its texts and what is attached.
  const std::string_view first =
      std::string_view(place.locator).substr(0, place.locator.find(" > "));
  return named_so(place.item) || named_so(first) || place.locator.ends_with("headers");
}

}  // namespace

std::vector<RecipientHint> recipient_hints(const std::vector<SubjectPlace>& places) {
  std::map<std::string_view, RecipientHint> hints;
  for (const SubjectPlace& place : places) {
    RecipientHint& hint = hints[place.target];
    hint.target = place.target;
    ++hint.places;
    hint.mails += is_mail(place) ? 1 : 0;
  }
  std::vector<RecipientHint> list;
  for (auto& [target, hint] : hints) list.push_back(std::move(hint));
  return list;
}

void SubjectPlaces::add(const AttributeForm& form, const Finding& finding,
                        const std::string& target) {
  if (finding.presence == Presence::gone) return;
  Gathered& gathered = gathered_[{finding.item, finding.locator}];
  gathered.place.item = finding.item;
  gathered.place.locator = finding.locator;
  gathered.place.target = target;
  Evidence& evidence = gathered.evidence[form.attribute];
  if (form.kind == FormKind::whole) evidence.whole = true;
  if (form.kind == FormKind::initial) evidence.initial = true;
  if (form.kind == FormKind::word) {
    evidence.words_seen = static_cast<std::uint8_t>(evidence.words_seen | 1U << form.word);
    evidence.words_wanted = static_cast<std::uint8_t>((1U << form.words) - 1);
  }
  auto& known = gathered.place.findings;
  const bool again = std::any_of(known.begin(), known.end(), [&](const PlaceFinding& one) {
    return one.finding == finding.id && one.attribute == form.attribute;
  });
  if (!again)
    known.push_back({finding.id, finding.rule, finding.column.value_or(""),
                     line_of(finding, form.fingerprint), form.attribute});
}

std::vector<SubjectPlace> SubjectPlaces::places(Confidence min) const {
  std::vector<SubjectPlace> places;
  for (const auto& [key, gathered] : gathered_) {
    SubjectPlace place = gathered.place;
    double doubt = 1;
    for (const auto& [attribute, evidence] : gathered.evidence) {
      const bool all = evidence.words_wanted != 0 && evidence.words_seen == evidence.words_wanted;
      const double weight =
          weight_of(attributes_[attribute], evidence.whole, evidence.initial, all);
      if (weight == 0) continue;
      doubt *= 1 - weight;
      place.attributes.push_back(attribute);
    }
    std::erase_if(place.findings, [&](const PlaceFinding& one) {
      return !std::binary_search(place.attributes.begin(), place.attributes.end(), one.attribute);
    });
    place.score = 1 - doubt;
    place.confidence = confidence_of(place.score + 1e-9);
    if (!place.attributes.empty() && place.confidence >= min) places.push_back(std::move(place));
  }
  std::sort(places.begin(), places.end(), [](const SubjectPlace& a, const SubjectPlace& b) {
    return std::tie(b.score, a.item, a.locator) < std::tie(a.score, b.item, b.locator);
  });
  return places;
}

}  // namespace braque::report
