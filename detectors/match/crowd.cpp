#include "match/crowd.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "validate/weighted_sum.hpp"

namespace braque::match {
namespace {

constexpr std::size_t kReach = 160;  ///< bytes on either side
constexpr std::size_t kShortestNumber = 5;
constexpr std::size_t kShortestWord = 3;
constexpr std::size_t kShortestCode =
    14;  ///< of letters and digits, or of capitals amid small letters
constexpr int kFewestNumbers = 3;
/// So many other numbers of the same form that pass are a list of such values.
constexpr int kFewestPassing = 2;

bool in_word(std::string_view text, std::size_t at) {
  return ascii::is_alnum(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80;
}

/// Small letters, capitals, or one capital first: as words are, and base64 hardly ever is.
bool written(std::string_view word) {
  const std::string_view rest = word.substr(1);
  const auto is_upper = [](char c) { return ascii::is_upper(c); };
  return std::none_of(rest.begin(), rest.end(), is_upper) ||
         std::none_of(word.begin(), word.end(), [](char c) { return ascii::is_lower(c); });
}

class Crowd {
 public:
  Crowd(const RuleSet::Engines::Verifier& verifier, std::string_view value)
      : verifier_(verifier), value_(value) {
    all_digits_ = std::all_of(value.begin(), value.end(), ascii::is_digit);
  }

  void add(std::string_view word) {
    const auto digits =
        static_cast<std::size_t>(std::count_if(word.begin(), word.end(), ascii::is_digit));
    if (digits == 0 && (written(word) || word.size() < kShortestCode)) {
      if (word.size() >= kShortestWord && written(word)) word_bytes_ += word.size();
      return;
    }
    // Hexadecimal and base64 hold fewer digits than letters.
    const bool number = 3 * digits >= word.size() || word.size() >= kShortestCode;
    if (word.size() < kShortestNumber || !number || word == value_) return;
    ++numbers_;
    number_bytes_ += word.size();
    if (!all_digits_ || digits != word.size() || word.size() != value_.size()) return;
    passes(word) ? ++passing_ : ++failing_;
  }

  bool holds() const {
    if (numbers_ < kFewestNumbers || number_bytes_ <= word_bytes_) return false;
    return passing_ < kFewestPassing || passing_ < failing_;
  }

 private:
  bool passes(std::string_view word) const {
    const Candidate candidate{word, word};
    if (verifier_.check != nullptr) return verifier_.check(candidate);
    return verifier_.sum != nullptr && braque::passes(*verifier_.sum, word);
  }

  const RuleSet::Engines::Verifier& verifier_;
  std::string_view value_;
  bool all_digits_ = false;
  std::size_t word_bytes_ = 0, number_bytes_ = 0;
  int numbers_ = 0, passing_ = 0, failing_ = 0;
};

}  // namespace

bool among_numbers(const RuleSet::Engines::Verifier& verifier, std::string_view text,
                   std::size_t begin, std::size_t end) noexcept {
  Crowd crowd(verifier, text.substr(begin, end - begin));
  const std::size_t from = begin > kReach ? begin - kReach : 0,
                    to = std::min(text.size(), end + kReach);
  for (std::size_t at = from; at < to;) {
    if (at == begin) at = end;
    const std::size_t limit = at < begin ? begin : to;
    std::size_t last = at;
    while (last < limit && in_word(text, last)) ++last;
    if (last > at) crowd.add(text.substr(at, last - at));
    at = last + (last < limit ? 1 : 0);
  }
  return crowd.holds();
}

}  // namespace braque::match
