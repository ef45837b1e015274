// Persons' names: words of name lists, what stands around them, and a small trained model that
// weighs it.
#include <algorithm>
#include <array>
#include <optional>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "recognise/name_caseless.hpp"
#include "recognise/name_columns.hpp"
#include "recognise/name_firm.hpp"
#include "recognise/name_handle.hpp"
#include "recognise/name_memory.hpp"
#include "recognise/name_model.hpp"
#include "recognise/name_phrases.hpp"
#include "recognise/name_repeats.hpp"
#include "recognise/name_search.hpp"
#include "recognise/recognisers.hpp"
#include "recognise/text_tokens.hpp"

namespace braque::recognise {
namespace {

namespace names = braque::names;
using names::Gap;
using names::Label;
using names::Run;
using names::Token;
using names::Window;

using namespace weights::person_name;

/// IBAN, SIRET, PRICE: the header of a column, even where a name is written like it.
bool is_field_term(const Token& token, const Token* before) {
  const bool capitals =
      token.shape == names::Shape::capitals || token.shape == names::Shape::acronym;
  return token.entry.field() && capitals &&
         (before == nullptr || before->entry.cue() != names::Cue::title);
}

/// A lone capitalised word before a small one that no list of words knows: text of another
/// language, where the word can mean anything.
bool begins_strange_sentence(const Token& token, const Token& next, const Run& run) {
  const bool begins = token.before == Gap::dot || token.before == Gap::newline ||
                      token.before == Gap::blank_line || token.before == Gap::edge;
  const bool unknown = next.entry.word() == 0 && next.entry.cue() == names::Cue::none;
  return begins && run.end - run.begin == 1 && run.label == Label::none &&
         next.before == Gap::space && next.shape == names::Shape::lower && unknown;
}

/// "Hallo Kaya,": a line that greets one word and says nothing else.
bool is_greeted(std::string_view text, const Token& greeting, const Token& token) {
  if (greeting.entry.cue() != names::Cue::greeting || token.before != Gap::space ||
      token.shape != names::Shape::capital || token.entry.cue() != names::Cue::none ||
      (token.entry.word() > 0 && token.entry.given() == 0))
    return false;
  const std::string_view before = text.substr(0, greeting.begin);
  if (!before.empty() && before.back() != '\n') return false;
  if (token.end >= text.size() || (text[token.end] != ',' && text[token.end] != '!')) return false;
  const std::size_t behind = text.find_first_not_of(" \t\r", token.end + 1);
  return behind == std::string_view::npos || text[behind] == '\n';
}

/// Is a byte part of a letter in UTF-8, or of ASCII?
bool well_formed(std::string_view text, std::size_t at) {
  const auto is = [text](std::size_t i, int low, int high) {
    return i < text.size() && static_cast<unsigned char>(text[i]) >= low &&
           static_cast<unsigned char>(text[i]) <= high;
  };
  if (is(at, 0x00, 0x7F)) return true;
  for (std::size_t back = 0; back < 4 && back <= at; ++back) {
    const std::size_t lead = at - back;
    if (is(lead, 0x80, 0xBF)) continue;
    const std::size_t more = is(lead, 0xC2, 0xDF)   ? 1
                             : is(lead, 0xE0, 0xEF) ? 2
                             : is(lead, 0xF0, 0xF4) ? 3
                                                    : 0;
    if (back > more || more == 0) return false;
    for (std::size_t i = lead + 1; i <= lead + more; ++i)
      if (!is(i, 0x80, 0xBF)) return false;
    return true;
  }
  return false;
}

/// Bytes that no text holds, or a value that goes on: base64, archives, images.
bool in_binary(std::string_view text, const Recognised& name) {
  constexpr std::size_t kNear = 8;
  constexpr std::size_t kMostForeign =
      2;  ///< letters of Latin-1 stand alone: one byte in eight at most
  const std::size_t from = name.begin > kNear ? name.begin - kNear : 0,
                    to = std::min<std::size_t>(text.size(), name.end + kNear);
  std::size_t foreign = 0;
  for (std::size_t i = from; i < to; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 && c != '\n' && c != '\r' && c != '\t') return true;
    if (c >= 0x80 && !well_formed(text, i)) ++foreign;
  }
  if (foreign > kMostForeign && 5 * foreign > to - from) return true;
  const char behind = name.end < text.size() ? text[name.end] : ' ';
  return behind == '+' || (behind >= '0' && behind <= '9');
}

names::Columns columns_of(UnitView& view) {
  return view.names() != nullptr ? view.names()->columns(view) : names::Columns(view);
}

/// Names in one call of find(): collects tokens into names.
class Finder {
 public:
  Finder(UnitView& view, SearchRange range, std::vector<Recognised>& found)
      : view_(view), text_(view.text()), range_(range), found_(found), columns_(columns_of(view)) {}

  void find();

 private:
  std::size_t learn_columns(std::size_t before);
  void weigh_goods(const names::Columns& columns, std::size_t before);
  void judge(const Window& window, int first, int last);
  void add(const Token& token, const Token* previous, float logit, bool author);
  void flush();
  bool continues(const Token& token, const Token* previous) const;
  bool is_signature() const;

  UnitView& view_;
  std::string_view text_;
  SearchRange range_;
  std::vector<Recognised>& found_;
  names::Columns columns_;
  Recognised open_{};
  bool is_open_ = false;
  bool open_capitals_ = false;
};

void Finder::find() {
  const std::size_t before = found_.size();
  names::NameSearch search(text_, range_.begin, range_.end);
  Window window;
  int first = 0, last = 0;
  while (search.next(window, first, last)) judge(window, first, last);
  const std::size_t with_capitals = found_.size();
  names::find_caseless(text_, range_, found_);
  names::find_handles(text_, range_, found_);
  std::size_t undecided = with_capitals;
  if (found_.size() > before && view_.kind() == UnitKind::cells && view_.context().empty())
    undecided = learn_columns(before);
  const auto decided = [this](const Recognised& name) {
    return columns_.decides(view_, name.begin);
  };
  found_.erase(std::remove_if(found_.begin() + static_cast<std::ptrdiff_t>(undecided), found_.end(),
                              decided),
               found_.end());
  if (columns_.any_of_things()) weigh_goods(columns_, before);
  if (columns_.any_of_names()) columns_.find(view_, range_, found_);
  const auto stands_before = [](const Recognised& a, const Recognised& b) {
    return a.begin < b.begin;
  };
  std::sort(found_.begin() + static_cast<std::ptrdiff_t>(before), found_.end(), stands_before);
}

/// Columns that are met on the way are known once the text is cut into cells. Those of a table
/// (SQL) decide as any header does; of keys and labels (JSON, XML, forms) it counts only that they
/// describe goods. From where on the columns are to decide.
std::size_t Finder::learn_columns(std::size_t before) {
  view_.cells();
  const auto is_header = [](const ContextEntry& entry) {
    return entry.role == ContextRole::header;
  };
  const names::Columns columns = columns_of(view_);
  if (std::any_of(view_.context().begin(), view_.context().end(), is_header)) {
    columns_ = columns;
    return before;
  }
  if (columns.any_of_things()) weigh_goods(columns, before);
  return found_.size();
}

/// In records of goods a "name" is judged by its words, and descriptions name makers.
void Finder::weigh_goods(const names::Columns& columns, std::size_t before) {
  for (std::size_t i = before; i < found_.size(); ++i) {
    const std::optional<float> words = columns.words_of_thing(view_, found_[i].begin);
    found_[i].logit = words ? std::min(found_[i].logit, *words) : found_[i].logit + kOfGoods;
  }
  const auto hopeless = [](const Recognised& name) { return name.logit < kEmitted; };
  found_.erase(
      std::remove_if(found_.begin() + static_cast<std::ptrdiff_t>(before), found_.end(), hopeless),
      found_.end());
}

/// Does an open name go on with this token? Only small words may stand between.
bool Finder::continues(const Token& token, const Token* previous) const {
  if (!is_open_ || previous == nullptr) return false;
  switch (token.before) {
    case Gap::space:
    case Gap::hyphen:
    case Gap::apostrophe:
      return true;
    case Gap::dot:
    case Gap::tight_dot:
      return previous->shape == names::Shape::initial;
    case Gap::comma:
      return open_capitals_ && token.shape == names::Shape::capital && token.entry.given() > 0;
    default:
      return false;
  }
}

void Finder::add(const Token& token, const Token* previous, float logit, bool author) {
  if (author) logit = std::min(logit, kAuthorMost);
  if (!continues(token, previous)) {
    flush();
    is_open_ = true;
    open_ = {token.begin, token.end, logit};
  } else {
    open_.end = token.end;
    open_.logit = std::max(open_.logit, logit);
  }
  open_capitals_ = token.shape == names::Shape::capitals;
}

/// "2004, 2008-2011 ": years and nothing else.
bool only_years(std::string_view start) {
  int digits = 0, years = 0;
  for (const char c : start) {
    if (ascii::is_digit(c)) {
      ++digits;
      continue;
    }
    if (c != ' ' && c != ',' && c != '-' && c != '\t') return false;
    if (digits != 0 && digits != 4) return false;
    years += digits == 4 ? 1 : 0;
    digits = 0;
  }
  return years > 0 && digits == 0;
}

/// Does the last line of the text begin with a digit, blanks apart?
bool digit_begins_line(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  if (text.size() > kLongest) text.remove_prefix(text.size() - kLongest);
  const std::size_t feed = text.rfind('\n');
  if (feed == std::string_view::npos && text.size() == kLongest) return false;
  text.remove_prefix(feed == std::string_view::npos ? 0 : feed + 1);
  const std::size_t word = text.find_first_not_of(" \t");
  return word != std::string_view::npos && ascii::is_digit(text[word]);
}

/// Lines by which those who change programs sign: " -- Name <mail>", "2021-05-03  Name  <mail>", "
/// [ Name ]".
bool Finder::is_signature() const {
  constexpr std::size_t kLongestStart = 40;
  const std::size_t from = open_.begin > kLongestStart ? open_.begin - kLongestStart : 0;
  std::string_view start = text_.substr(from, open_.begin - from);
  const std::size_t line = start.rfind('\n');
  if (line == std::string_view::npos && from > 0) return false;
  start.remove_prefix(line == std::string_view::npos ? 0 : line + 1);
  // Lists of those who hold a copyright, and since when.
  if (line != std::string_view::npos && only_years(start) &&
      digit_begins_line(text_.substr(0, from + line)))
    return true;
  // Some words of the name may not have been found.
  constexpr std::size_t kLongestRest = 40;
  const std::string_view behind = text_.substr(open_.end, kLongestRest);
  const std::size_t sign = behind.find_first_of("<]\n@,;");
  if (sign == std::string_view::npos) return false;
  if (start.starts_with("  [ ") || start.starts_with("[ ")) return behind[sign] == ']';
  if (behind[sign] != '<') return false;
  if (start.starts_with(' ') || start.starts_with('\t')) {
    const std::size_t word = start.find_first_not_of(" \t");
    if (!start.starts_with(" -- "))
      start.remove_prefix(word == std::string_view::npos ? start.size() : word);
    // Below the first of several who changed something: nothing but blanks before.
    if (start.empty()) return behind.substr(0, sign).ends_with("  ");
  }
  static constexpr std::array<std::string_view, 7> kDays = {"Mon ", "Tue ", "Wed ", "Thu ",
                                                            "Fri ", "Sat ", "Sun "};
  if (std::any_of(kDays.begin(), kDays.end(),
                  [start](std::string_view day) { return start.starts_with(day); }))
    return true;
  const bool dated = start.size() >= 11 && start[4] == '-' && start[7] == '-' &&
                     start.substr(0, 4).find_first_not_of("0123456789") == std::string_view::npos;
  return start.starts_with(" -- ") || start.starts_with("-- ") || dated;
}

/// Places, makers and products that have the form of a name, by their first words.
bool is_part_of_other_name(std::string_view text, const Recognised& name) {
  static constexpr std::array<std::string_view, 34> kFirst = {
      "adobe",  "apple", "bad",   "cap",    "city",  "costa",  "cote",   "fort",   "google",
      "hong",   "ile",   "lac",   "lake",   "las",   "les",    "los",    "mac",    "microsoft",
      "mont",   "monte", "mount", "new",    "north", "notre",  "nova",   "oracle", "port",
      "puerto", "rio",   "saint", "sainte", "south", "visual", "windows"};
  const auto is_first = [](std::string_view word) {
    return std::binary_search(kFirst.begin(), kFirst.end(), FoldedWord(word).view());
  };
  // "Los" may have been left out as an article.
  const std::string_view before = text.substr(0, name.begin);
  if (before.ends_with(' ')) {
    const std::size_t start = before.find_last_of(" \n:,.;(\"'", before.size() - 2);
    const std::size_t at = start == std::string_view::npos ? 0 : start + 1;
    if (before.size() - 1 - at <= 9 && ascii::is_upper(before[at]) &&
        is_first(before.substr(at, before.size() - 1 - at)))
      return true;
  }
  const std::string_view whole = text.substr(name.begin, name.end - name.begin);
  const std::string_view first = whole.substr(0, whole.find_first_of(" -"));
  return first.size() < whole.size() && is_first(first);
}

/// "come here, Nicholas!"
bool is_called(std::string_view text, const Recognised& name) {
  return name.begin >= 3 && text.substr(name.begin - 2, 2) == ", " &&
         ascii::is_lower(text[name.begin - 3]) && name.end < text.size() && text[name.end] == '!';
}

void Finder::flush() {
  if (is_open_ && open_.logit < kAddressedMost &&
      (names::addressed_behind(text_, open_.end) || is_called(text_, open_)))
    open_.logit += kAddressed;
  if (is_open_ && open_.logit > kAuthorMost && is_signature()) open_.logit = kAuthorMost;
  if (is_open_ && open_.logit >= kEmitted && !is_part_of_other_name(text_, open_) &&
      open_.end - open_.begin > 1 && !in_binary(text_, open_) &&
      !columns_.decides(view_, open_.begin) && !names::names_a_firm(text_, open_.begin, open_.end))
    found_.push_back(open_);
  is_open_ = false;
}

void Finder::judge(const Window& window, int first, int last) {
  const auto token = [&window](int i) -> const Token& {
    return window.tokens[static_cast<std::size_t>(i)];
  };
  Run run;
  names::Features features;
  const Token* previous = nullptr;
  bool after_particle = false;
  for (int i = first; i < last; ++i) {
    const names::Cue cue = token(i).entry.cue();
    const bool particle =
        cue == names::Cue::of || cue == names::Cue::particle || cue == names::Cue::determiner;
    // A particle keeps a name open: "Marie de Vries", "Jean de La Tour".
    if (particle && continues(token(i), previous)) {
      previous = &token(i);
      after_particle = true;
      continue;
    }
    const bool field =
        is_field_term(token(i), i > 0 ? &token(i - 1) : nullptr) && !continues(token(i), previous);
    if (!names::is_capital(token(i)) || cue == names::Cue::title || field) {
      flush();
      previous = nullptr;
      continue;
    }
    if (i >= run.end || i == first) run = names::run_around(text_, window, i);
    names::features_of(text_, window, i, run, features);
    float logit = names::name_logit(features);
    if (logit > kHopeless) {
      names::add_distant_features(text_, window, i, run, features);
      logit = names::name_logit(features);
    }
    if (i > 0 && is_greeted(text_, token(i - 1), token(i))) logit = std::max(logit, kGreeted);
    const bool carried = after_particle && continues(token(i), previous);
    after_particle = false;
    if (logit < (carried ? kParticleLeast : kTokenLeast)) {
      flush();
      previous = nullptr;
      continue;
    }
    bool author = run.label == Label::author;
    for (int k = std::max(0, i - 8); k < i && !author; ++k)
      author = token(k).entry.cue() == names::Cue::author;
    if (i + 1 < window.count && begins_strange_sentence(token(i), token(i + 1), run))
      logit = std::min(logit, kAuthorMost);
    add(token(i), previous, logit, author);
    previous = &token(i);
  }
  flush();
}

class PersonName final : public Recogniser {
 public:
  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override {
    range.end = std::min(range.end, view.text().size());
    if (view.names() != nullptr && view.names()->recall(view, range, found)) return;
    const std::size_t before = found.size();
    find_with_repeats(view, range, found);
    if (view.names() != nullptr)
      view.names()->keep(view, range, found.data() + before, found.data() + found.size());
  }

 private:
  /// In prose, a name that is sure in one place is one wherever it stands again nearby.
  static void find_with_repeats(UnitView& view, SearchRange range, std::vector<Recognised>& found) {
    if (view.kind() == UnitKind::cells) return Finder(view, range, found).find();
    const SearchRange wide{range.begin - std::min(range.begin, names::kRepeatReach),
                           std::min(view.text().size(), range.end + names::kRepeatReach)};
    std::vector<Recognised> all;
    Finder(view, wide, all).find();
    names::add_repeats(view.text(), all);
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), [range](const Recognised& one) {
      return one.begin >= range.begin && one.begin < range.end;
    });
  }
};

}  // namespace

std::unique_ptr<const Recogniser> make_person_name() { return std::make_unique<PersonName>(); }

}  // namespace braque::recognise
