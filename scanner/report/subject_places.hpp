// Where one person's data are: the findings that hold one of the person's values, gathered by
// place, and how likely it is that a place speaks of that person and not of another who shares a
// name or a birthday.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/finding.hpp"

namespace braque::report {

/// What is known of the person. The order is that of their weight.
enum class AttributeKind : std::uint8_t { identifier, email, phone, name, address, birth };

/// How a value was written where it was found.
enum class FormKind : std::uint8_t {
  whole,
  initial,  ///< "J. Dupont" for Jean Dupont
  word,     ///< one word of a name, as in columns for first names and surnames; counts with all the
            ///< others only
};

/// One spelling of one of the person's values, without the value.
struct AttributeForm {
  std::size_t attribute = 0;  ///< in the list that was given to SubjectPlaces
  FormKind kind = FormKind::whole;
  std::uint8_t word = 0, words = 0;  ///< of FormKind::word: which of how many, at most 8
  Digest fingerprint{};
};

struct PlaceFinding {
  Digest finding{};
  std::string rule;
  std::string column;      ///< "" outside of columns
  std::uint64_t line = 0;  ///< of the value, when it is among the samples; else 0
  std::size_t attribute = 0;
};

/// What became of a place since the index was written.
enum class Verified : std::uint8_t { not_asked, found, gone, not_read };

/// A part of an item in which values of the person stand.
struct SubjectPlace {
  std::string item;     ///< absolute path, bytes
  std::string locator;  ///< "" for the item's own text
  std::string target;   ///< lasting name
  double score = 0;     ///< that this is the person, as a probability
  Confidence confidence = Confidence::none;
  std::vector<std::size_t> attributes;  ///< found here, ascending
  std::vector<PlaceFinding> findings;
  Verified verified = Verified::not_asked;
};

/// Where the person's data came from, or went to: those who got them are to be told (Art. 19 GDPR).
struct RecipientHint {
  std::string target;  ///< lasting name
  std::uint64_t places = 0;
  std::uint64_t mails = 0;  ///< places in messages, which others have got
};
/// By target; places that are gone are counted too, for their recipients still have them.
std::vector<RecipientHint> recipient_hints(const std::vector<SubjectPlace>& places);

/// Holds every place in memory: as many as there are findings with one of the values. One thread.
class SubjectPlaces {
 public:
  explicit SubjectPlaces(std::vector<AttributeKind> attributes)
      : attributes_(std::move(attributes)) {}

  /// A finding that holds a value with this form's fingerprint. What is gone is left out.
  void add(const AttributeForm& form, const Finding& finding, const std::string& target);

  /// Those of at least this confidence, the surest first, then by path.
  std::vector<SubjectPlace> places(Confidence min) const;

 private:
  struct Evidence {
    bool whole = false, initial = false;
    std::uint8_t words_seen = 0, words_wanted = 0;  ///< bits
  };
  struct Gathered {
    SubjectPlace place;
    std::map<std::size_t, Evidence> evidence;  ///< by attribute
  };

  std::vector<AttributeKind> attributes_;
  std::map<std::pair<std::string, std::string>, Gathered> gathered_;  ///< by item and locator
};

}  // namespace braque::report
