// What is known of the person that `braque subject` looks for: lines in, fingerprints of every
// spelling out. No value stays behind.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "classify/value.hpp"
#include "match/rule_set.hpp"
#include "privacy/fingerprint.hpp"
#include "report/subject_places.hpp"

namespace braque::cli {

struct SubjectQuery {
  std::vector<std::string> labels;  ///< of each attribute: "email", "name", or the id of a rule
  std::vector<report::AttributeKind> kinds;
  std::vector<report::AttributeForm> forms;
};

class SubjectQueryReader {
 public:
  /// `keys`: every key that values in the index may have been fingerprinted with. `region`: the
  /// country of telephone numbers without a country code, such as FR; "": every country that they
  /// fit. Both must outlive this.
  SubjectQueryReader(const RuleSet& rules, const std::vector<Fingerprinter>& keys,
                     std::string region)
      : rules_(rules), keys_(keys), region_(std::move(region)) {}

  /// "email: ...", "phone: ...", "name: ...", "born: ...", "address: ...", "fr.nir: ..." (the id of
  /// a rule), or any text in which the rules recognise an identifier. Blank lines and lines that
  /// begin with # are passed over. The error names the line by its number and holds nothing of it.
  Result<void> add_line(std::string_view line, std::uint64_t number);

  SubjectQuery take() { return std::move(query_); }

 private:
  bool add_labelled(std::string_view label, std::string_view value);
  void add_name(std::string_view value);
  void add_phone(std::string_view value);
  bool add_recognised(std::string_view line);
  std::size_t attribute(std::string label, report::AttributeKind kind);
  void add_form(std::size_t attribute, std::string_view kind, std::string_view normalised,
                report::FormKind form = report::FormKind::whole, std::size_t word = 0,
                std::size_t words = 0);
  void add_value(const Rule& rule, std::string_view value, report::AttributeKind kind);
  const Rule* rule_named(std::string_view id) const;
  std::string normal(const Rule& rule, std::string_view value, std::uint16_t country = 0) const;

  const RuleSet& rules_;
  const std::vector<Fingerprinter>& keys_;
  std::string region_;
  SubjectQuery query_;
};

}  // namespace braque::cli
