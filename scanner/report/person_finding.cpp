#include <algorithm>

#include "report/people.hpp"

namespace braque::report {
namespace {

/// Of the cells of a column: below, a column holds something else than names.
constexpr double kFewCells = 0.05;

std::uint64_t prefix_of(const Digest& fingerprint) {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < 8; ++i) prefix = prefix << 8 | fingerprint[i];
  return prefix;
}

/// Masks of names are initials.
bool is_one_word(const Sample& sample) {
  return std::count(sample.masked.begin(), sample.masked.end(), '.') < 2;
}

}  // namespace

std::optional<Family> family_of(std::string_view rule, std::string_view category) {
  if (rule == "intl.person_name") return Family::name;
  if (rule == "intl.email") return Family::email;
  if (rule == "intl.username") return Family::username;
  if (rule == "intl.slack_user") return Family::member;
  if (rule.ends_with(".phone")) return Family::phone;
  if (category == "national_id" || category == "social_security" || category == "tax_id" ||
      category == "document")
    return Family::identifier;
  if (rule == "intl.dob" || rule.ends_with(".postal_address")) return Family::trait;
  // Salaries, security codes and the like tell nobody from another.
  if (rule == "pci.cvv" || rule == "pci.expiry" || rule == "pci.track") return std::nullopt;
  if (rule.starts_with("pci.")) return Family::card;
  if (rule == "eu.iban" || rule == "fr.rib") return Family::bank;
  return std::nullopt;
}

bool are_stray_names(const Finding& finding) {
  if (finding.rule != "intl.person_name" || finding.confidence > Confidence::medium) return false;
  if (finding.column && finding.column_filled > 0)
    return static_cast<double>(finding.column_passing) <
           kFewCells * static_cast<double>(finding.column_filled);
  return !finding.samples.empty() &&
         std::all_of(finding.samples.begin(), finding.samples.end(), is_one_word);
}

PersonFinding person_finding(const Finding& finding) {
  PersonFinding out{family_of(finding.rule, finding.category), {}, {}, {}};
  if (!out.family) return out;
  std::vector<std::uint64_t> values, single;
  for (const Sample& sample : finding.samples) {
    const std::uint64_t value = prefix_of(sample.fingerprint);
    const bool one_word = *out.family == Family::name && is_one_word(sample);
    (one_word ? single : values).push_back(value);
    if (!one_word && sample.line != 0)
      out.places.push_back(
          {sample.line, value, *out.family == Family::name ? sample.masked : std::string()});
  }
  const bool mostly_single = single.size() > values.size();
  if (mostly_single && finding.column) {
    out.family = Family::name_part;
    out.places.clear();
    values.insert(values.end(), single.begin(), single.end());
  } else if (mostly_single && finding.count > finding.samples.size()) {
    out.family.reset();
  } else {
    out.nobody = std::move(single);
  }
  if (finding.count <= finding.samples.size()) out.all = std::move(values);
  return out;
}

}  // namespace braque::report
