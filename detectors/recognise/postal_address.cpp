// Looks for places where an address may stand, has the grammar read it, and weighs what it read.
#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "recognise/columns.hpp"
#include "recognise/postal_grammar.hpp"
#include "recognise/recognisers.hpp"
#include "validate/phone_region.hpp"

namespace braque::recognise {
namespace {

using namespace weights::postal_address;

float weigh(const PostalParts& parts) {
  float logit = parts.box          ? kWeak
                : parts.type       ? (parts.weak_type ? kWeak : kType)
                : parts.settlement ? kSettled
                                   : kNoType;
  if (!parts.number && !parts.box) logit += kNoNumber;
  if (parts.lower_name && parts.type && !parts.french) logit += kLowerName;
  if (parts.lower_name && parts.french) logit += kLowerName / 5;
  if (parts.postcode && parts.town)
    logit += kCodeAndTown;
  else if (parts.state || (parts.town && parts.country))
    logit += kTownAndState;
  if (parts.telling_code) logit += kTellingCode;
  if (parts.unit) logit += kFlat;
  return logit;
}

/// Addresses that are printed in licences and examples, and are nobody's home.
bool is_printed_everywhere(std::string_view address) {
  struct Known {
    std::string_view street, town;
  };
  // The Free Software Foundation (three offices), Creative Commons, Silicon Graphics, BeOpen.
  // And where the Simpsons and the Munsters live.
  constexpr Known kKnown[] = {{"51 Franklin", "Boston"},
                              {"59 Temple", "Boston"},
                              {"51 Franklin", "MA 021"},
                              {"59 Temple", "MA 021"},
                              {"675 Mass", "Cambridge"},
                              {"171 Second", "San"},
                              {"Amphitheatre P", "Mountain View"},
                              {"160 Saratoga", "Santa Clara"},
                              {"123 Main", ""},
                              {"123 Any", ""},
                              {"Evergreen T", ""},
                              {"1313 Mockingbird", ""}};
  return std::any_of(std::begin(kKnown), std::end(kKnown), [address](const Known& known) {
    const std::size_t street = address.find(known.street);
    return street != std::string_view::npos &&
           address.find(known.town, street) != std::string_view::npos;
  });
}

bool is_french(const PostalParts& parts) {
  return parts.french && parts.five_digits && parts.french_code && parts.town && !parts.foreign &&
         !parts.state && (parts.type || parts.settlement || parts.box);
}

enum class PostalScope { france, elsewhere };

class PostalAddress final : public Recogniser {
 public:
  explicit PostalAddress(PostalScope scope) : scope_(scope), words_(postal_words()) {}

  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override {
    // Dense text comes as one long range.
    constexpr std::size_t kStep = 640;
    for (std::size_t at = range.begin; at < range.end; at += kStep)
      find_around(view.text(), {at, std::min(range.end, at + kStep)}, found);
  }

  bool reads_columns() const override { return scope_ != PostalScope::france; }

  void find_in_columns(UnitView& view, SearchRange range,
                       std::vector<Recognised>& found) const override {
    std::vector<bool> streets;
    for (const ContextEntry& entry : view.context())
      streets.push_back(header_says(entry.text, words_, kColumn, kOtherAddress));
    if (std::find(streets.begin(), streets.end(), true) == streets.end()) return;
    for (const Cell& cell : cells_in(view, range))
      if (cell.column < streets.size() && streets[cell.column]) read_cell(view.text(), cell, found);
  }

 private:
  static constexpr std::size_t kBack = 160, kAhead = 320;
  static constexpr std::size_t kTokensMax = 1120;  ///< as many as bytes, so that none is left out

  void find_around(std::string_view text, SearchRange range, std::vector<Recognised>& found) const {
    const std::size_t to = std::min(text.size(), range.end + kAhead);
    // No address goes without a number.
    if (std::none_of(text.begin() + static_cast<std::ptrdiff_t>(range.begin),
                     text.begin() + static_cast<std::ptrdiff_t>(to), ascii::is_digit))
      return;
    std::array<Token, kTokensMax> room;
    const std::size_t from = range.begin - std::min(range.begin, kBack);
    const std::span<const Token> tokens =
        std::span(room).first(tokenise(text, from, to, words_, room));
    find_among(text, tokens, range, found);
  }

  void find_among(std::string_view text, std::span<const Token> tokens, SearchRange range,
                  std::vector<Recognised>& found) const {
    const PostalGrammar grammar(text, tokens);
    constexpr std::uint32_t kAnchors = kTypeBefore | kTypeBehind | kSettlement | kBox | kMilitary;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      PostalReading reading;
      if (token.is(TokenKind::number)) {
        if (token.digits <= 4 && i > 0 && grammar.read_before_number(i, reading))
          add(text, tokens, reading, range, found);
        continue;
      }
      if (!token.is(TokenKind::word)) continue;
      if (token.any(kAnchors) && grammar.read_around(i, reading))
        add(text, tokens, reading, range, found);
      if (!token.any(kLabel)) continue;
      if (const std::size_t value = grammar.after_label(i);
          value != i && grammar.read_labelled(value, reading))
        add(text, tokens, reading, range, found);
    }
  }

  void read_cell(std::string_view text, const Cell& cell, std::vector<Recognised>& found) const {
    constexpr std::size_t kShortest = 4, kLongest = 400;
    const std::size_t size = cell.end - cell.start;
    if (size < kShortest || size > kLongest) return;
    std::array<Token, kLongest> room;
    const std::span<const Token> tokens =
        std::span(room).first(tokenise(text, cell.start, cell.end, words_, room));
    std::size_t first = 0;
    while (first < tokens.size() && tokens[first].is(TokenKind::sign)) ++first;  // vCard: ;;12 ...
    PostalReading reading;
    const PostalGrammar grammar(text.substr(0, cell.end), tokens);
    if (first == tokens.size() || !grammar.read_labelled(first, reading)) return;
    emit(text, tokens, reading, weigh(reading.parts) + kColumnSays, {cell.start, cell.end}, found);
  }

  void add(std::string_view text, std::span<const Token> tokens, const PostalReading& reading,
           SearchRange range, std::vector<Recognised>& found) const {
    float logit = weigh(reading.parts);
    for (std::size_t back = 1; back <= 12 && back <= reading.begin; ++back) {
      const Token& token = tokens[reading.begin - back];
      if (token.is_sign(':') || (token.is(TokenKind::line) && token.value > 1)) break;
      if (token.any(kCompany) && token.capital) logit += kOfCompany;
      if (token.any(kCompany) && token.capital) break;
    }
    emit(text, tokens, reading, logit, range, found);
  }

  void emit(std::string_view text, std::span<const Token> tokens, const PostalReading& reading,
            float logit, SearchRange range, std::vector<Recognised>& found) const {
    if (logit < kFewest || is_french(reading.parts) != (scope_ == PostalScope::france)) return;
    const Recognised one{
        tokens[reading.begin].begin, tokens[reading.end - 1].end, logit,
        scope_ == PostalScope::france ? validate::pack_country({'F', 'R'}) : reading.parts.land};
    if (one.begin < range.begin || one.begin >= range.end) return;
    constexpr std::uint32_t kAround = 40;
    const std::uint32_t from = one.begin - std::min(one.begin, kAround);
    if (is_printed_everywhere(text.substr(from, one.end + kAround - from))) return;
    if (!found.empty() && found.back().end > one.begin && found.back().begin < one.end) {
      // Read from two of its words: the fuller reading stands.
      if (found.back().logit >= one.logit) return;
      if (found.back().begin >= one.begin)
        found.pop_back();
      else
        found.back().end = one.begin;
    }
    found.push_back(one);
  }

  PostalScope scope_;
  const WordTable& words_;
};

}  // namespace

std::unique_ptr<const Recogniser> make_postal_address() {
  return std::make_unique<PostalAddress>(PostalScope::elsewhere);
}

std::unique_ptr<const Recogniser> make_postal_address_fr() {
  return std::make_unique<PostalAddress>(PostalScope::france);
}

}  // namespace braque::recognise
