// Looks for places where an address may stand, has the grammar read it, and weighs what it read.
#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "recognise/columns.hpp"
#include "recognise/postal_grammar.hpp"
#include "recognise/recognisers.hpp"
#include "validate/phone_region.hpp"

namespace braque::recognise {
namespace {

// Log-odds. A street with type, name and number is one two times out of three; postcode and town make
// it certain; the words that are types among others need them.
constexpr float kType = 0.9F;
constexpr float kWeak = -0.3F;
constexpr float kSettled = -0.4F;
constexpr float kNoType = -1.5F;
constexpr float kNoNumber = -1.1F;
constexpr float kLowerName = -1.2F;
constexpr float kCodeAndTown = 2.6F;
constexpr float kTellingCode = 0.5F;
constexpr float kTownAndState = 1.3F;
constexpr float kFlat = 0.9F;
constexpr float kColumnSays = 2.6F;
/// A company's address, and mostly the one that every copy of a licence prints.
constexpr float kOfCompany = -6.0F;
constexpr float kFewest = -1.7F;  ///< below, not even a label could make it a finding

float weigh(const PostalParts& parts) {
  float logit = parts.box          ? kWeak
                : parts.type       ? (parts.weak_type ? kWeak : kType)
                : parts.settlement ? kSettled
                                   : kNoType;
  if (!parts.number && !parts.box) logit += kNoNumber;
  if (parts.lower_name && parts.type && !parts.french) logit += kLowerName;
  if (parts.lower_name && parts.french) logit += kLowerName / 3;
  if (parts.postcode && parts.town) logit += kCodeAndTown;
  else if (parts.state || (parts.town && parts.country)) logit += kTownAndState;
  if (parts.telling_code) logit += kTellingCode;
  if (parts.unit) logit += kFlat;
  return logit;
}

bool is_french(const PostalParts& parts) {
  return parts.french && parts.five_digits && parts.french_code && parts.town && !parts.foreign && !parts.state &&
         (parts.type || parts.settlement || parts.box);
}

enum class PostalScope { france, elsewhere };

class PostalAddress final : public Recogniser {
 public:
  explicit PostalAddress(PostalScope scope) : scope_(scope), words_(postal_words()) {}

  bool wants_all(const UnitView& view) const override {
    if (view.kind() != UnitKind::cells || scope_ == PostalScope::france) return false;
    return std::any_of(view.context().begin(), view.context().end(),
                       [this](const ContextEntry& entry) { return of_column(entry.text); });
  }

  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override {
    if (wants_all(view)) find_in_columns(view, range, found);
    const std::size_t in_columns = found.size();
    // Dense text comes as one long range.
    constexpr std::size_t kStep = 640;
    for (std::size_t at = range.begin; at < range.end; at += kStep)
      find_around(view.text(), {at, std::min(range.end, at + kStep)}, found);
    if (in_columns != 0) merge(found, in_columns);
  }

 private:
  static constexpr std::size_t kBack = 160, kAhead = 320;
  static constexpr std::size_t kTokensMax = 1120;  ///< as many as bytes, so that none is left out

  bool of_column(std::string_view header) const {
    return header_says(header, words_, kColumn, kOtherAddress);
  }

  void find_around(std::string_view text, SearchRange range, std::vector<Recognised>& found) const {
    const std::size_t to = std::min(text.size(), range.end + kAhead);
    // No address goes without a number.
    if (std::none_of(text.begin() + static_cast<std::ptrdiff_t>(range.begin), text.begin() + static_cast<std::ptrdiff_t>(to), ascii::is_digit)) return;
    std::array<Token, kTokensMax> room;
    const std::size_t from = range.begin - std::min(range.begin, kBack);
    const std::span<const Token> tokens = std::span(room).first(tokenise(text, from, to, words_, room));
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
        if (token.digits <= 4 && i > 0 && grammar.read_before_number(i, reading)) add(tokens, reading, range, found);
        continue;
      }
      if (!token.is(TokenKind::word)) continue;
      if (token.any(kAnchors) && grammar.read_around(i, reading)) add(tokens, reading, range, found);
      if (!token.any(kLabel)) continue;
      if (const std::size_t value = grammar.after_label(i); value != i && grammar.read_labelled(value, reading))
        add(tokens, reading, range, found);
    }
  }

  /// Cells below a header that announces streets.
  void find_in_columns(UnitView& view, SearchRange range, std::vector<Recognised>& found) const {
    std::vector<bool> streets;
    const std::span<const Cell> cells = cells_in(view, range);
    for (const ContextEntry& entry : view.context()) streets.push_back(of_column(entry.text));
    constexpr std::size_t kShortest = 4, kLongest = 400;
    for (const Cell& cell : cells) {
      const std::size_t size = cell.end - cell.start;
      if (size < kShortest || size > kLongest) continue;
      if (cell.column >= streets.size() || !streets[cell.column]) continue;
      const std::string_view text = view.text().substr(0, cell.end);
      std::array<Token, kLongest> room;
      const std::span<const Token> tokens = std::span(room).first(tokenise(text, cell.start, cell.end, words_, room));
      std::size_t first = 0;
      while (first < tokens.size() && tokens[first].is(TokenKind::sign)) ++first;  // vCard: ;;12 ...
      PostalReading reading;
      const PostalGrammar grammar(text, tokens);
      if (first == tokens.size() || !grammar.read_labelled(first, reading)) continue;
      emit(tokens, reading, weigh(reading.parts) + kColumnSays, {cell.start, cell.end}, found);
    }
  }

  /// Of what was found in columns, before `middle`, and in the text, where they overlap the former.
  static void merge(std::vector<Recognised>& found, std::size_t middle) {
    const std::span<const Recognised> columns(found.data(), middle);
    const auto overlaps = [columns](const Recognised& one) {
      const auto next = std::partition_point(columns.begin(), columns.end(), [&](const Recognised& other) { return other.end <= one.begin; });
      return next != columns.end() && next->begin < one.end;
    };
    std::vector<Recognised> rest(found.begin() + static_cast<std::ptrdiff_t>(middle), found.end());
    std::erase_if(rest, overlaps);
    found.resize(middle);
    found.insert(found.end(), rest.begin(), rest.end());
    std::inplace_merge(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(middle), found.end(),
                       [](const Recognised& a, const Recognised& b) { return a.begin < b.begin; });
  }

  void add(std::span<const Token> tokens, const PostalReading& reading, SearchRange range,
           std::vector<Recognised>& found) const {
    float logit = weigh(reading.parts);
    for (std::size_t back = 1; back <= 12 && back <= reading.begin; ++back) {
      const Token& token = tokens[reading.begin - back];
      if (token.is_sign(':') || (token.is(TokenKind::line) && token.value > 1)) break;
      if (token.any(kCompany) && token.capital) logit += kOfCompany;
      if (token.any(kCompany) && token.capital) break;
    }
    emit(tokens, reading, logit, range, found);
  }

  void emit(std::span<const Token> tokens, const PostalReading& reading, float logit, SearchRange range,
            std::vector<Recognised>& found) const {
    if (logit < kFewest || is_french(reading.parts) != (scope_ == PostalScope::france)) return;
    const Recognised one{tokens[reading.begin].begin, tokens[reading.end - 1].end, logit,
                         scope_ == PostalScope::france ? validate::pack_country({'F', 'R'}) : reading.parts.land};
    if (one.begin < range.begin || one.begin >= range.end) return;
    if (!found.empty() && found.back().end > one.begin && found.back().begin < one.end) {
      // Read from two of its words: the fuller reading stands.
      if (found.back().logit >= one.logit) return;
      if (found.back().begin >= one.begin) found.pop_back();
      else found.back().end = one.begin;
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
