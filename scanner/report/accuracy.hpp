// One person, several truths (Art. 5(1)(d) GDPR): the same e-mail address or identifier beside
// different birthdays, numbers or addresses in different places. Told by fingerprints alone, so
// nobody reads a value here.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "report/document.hpp"

namespace braque::report {

/// What a value can contradict: of some kinds a person has one, of others usually one.
enum class Fact : std::uint8_t { birth, identifier, account, address, phone };

class Accuracy {
 public:
  /// A finding with its samples, item by item. What stands on one line, or alone in one part,
  /// belongs together.
  void add(const Finding& finding);
  /// After the last finding.
  Document document();

 private:
  struct Value {
    Digest fingerprint{};
    bool is_key = false;
    Fact fact = Fact::birth;
    std::string rule;
    auto operator<=>(const Value&) const = default;
  };
  struct Place {
    std::string item, locator;
    std::uint64_t line = 0;  ///< 0: the whole part
    auto operator<=>(const Place&) const = default;
  };
  struct Known {
    std::set<Digest> values;
    std::vector<Place> places;  ///< of each value once
  };
  using Facts = std::map<std::pair<Fact, std::string>, Known>;  ///< by kind and rule

  void end_item();
  void link(const Place& place, const std::set<Value>& values);
  Row row_of(const Digest& key, Fact fact, const std::string& rule, const Known& known) const;

  std::string item_;
  std::map<Place, std::set<Value>> lines_;               ///< of the item
  std::map<Place, std::vector<std::set<Value>>> parts_;  ///< values of findings with one value only
  std::map<Place, std::uint64_t> keys_in_part_;          ///< different keys that the part holds
  std::map<Digest, Facts> people_;                       ///< by the key's fingerprint
  std::map<Digest, std::string> key_rules_;
};

}  // namespace braque::report
