// Persons' names: words of name lists, what stands around them, and a small trained model that weighs it.
#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "recognise/name_caseless.hpp"
#include "recognise/name_columns.hpp"
#include "recognise/name_model.hpp"
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
  const bool capitals = token.shape == names::Shape::capitals || token.shape == names::Shape::acronym;
  return token.entry.field() && capitals && (before == nullptr || before->entry.cue() != names::Cue::title);
}

/// A lone capitalised word before a small one that no list knows: text of another language, where the
/// word can mean anything.
bool begins_strange_sentence(const Token& token, const Token& next, const Run& run) {
  const bool begins = token.before == Gap::dot || token.before == Gap::newline || token.before == Gap::blank_line || token.before == Gap::edge;
  return begins && run.end - run.begin == 1 && run.label == Label::none && next.before == Gap::space &&
         next.shape == names::Shape::lower && next.entry.bits == 0;
}

/// Bytes that no text holds, or a value that goes on: base64, archives, images.
bool in_binary(std::string_view text, const Recognised& name) {
  constexpr std::size_t kNear = 8;
  const std::size_t from = name.begin > kNear ? name.begin - kNear : 0;
  for (const char c : text.substr(from, name.end + kNear - from))
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') return true;
  const char behind = name.end < text.size() ? text[name.end] : ' ';
  return behind == '+' || (behind >= '0' && behind <= '9');
}

/// Names in one call of find(): collects tokens into names.
class Finder {
 public:
  Finder(UnitView& view, SearchRange range, std::vector<Recognised>& found)
      : view_(view), text_(view.text()), range_(range), found_(found), columns_(view) {}

  void find();

 private:
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
  range_.end = std::min(range_.end, text_.size());
  const std::size_t before = found_.size();
  names::NameSearch search(text_, range_.begin, range_.end);
  Window window;
  int first = 0, last = 0;
  while (search.next(window, first, last)) judge(window, first, last);
  const std::size_t with_capitals = found_.size();
  names::find_caseless(text_, range_, found_);
  const auto decided = [this](const Recognised& name) { return columns_.decides(view_, name.begin); };
  found_.erase(std::remove_if(found_.begin() + static_cast<std::ptrdiff_t>(with_capitals), found_.end(), decided), found_.end());
  if (columns_.any_of_names()) columns_.find(view_, range_, found_);
  if (found_.size() > with_capitals) {
    std::sort(found_.begin() + static_cast<std::ptrdiff_t>(before), found_.end(),
              [](const Recognised& a, const Recognised& b) { return a.begin < b.begin; });
  }
}

/// Does an open name go on with this token? Only small words may stand between.
bool Finder::continues(const Token& token, const Token* previous) const {
  if (!is_open_ || previous == nullptr) return false;
  switch (token.before) {
    case Gap::space:
    case Gap::hyphen:
    case Gap::apostrophe: return true;
    case Gap::dot:
    case Gap::tight_dot: return previous->shape == names::Shape::initial;
    case Gap::comma: return open_capitals_ && token.shape == names::Shape::capital && token.entry.given() > 0;
    default: return false;
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

/// Lines by which those who change programs sign: " -- Name <mail>", "2021-05-03  Name  <mail>", "  [ Name ]".
bool Finder::is_signature() const {
  constexpr std::size_t kLongestStart = 24;
  const std::size_t from = open_.begin > kLongestStart ? open_.begin - kLongestStart : 0;
  std::string_view start = text_.substr(from, open_.begin - from);
  const std::size_t line = start.rfind('\n');
  if (line == std::string_view::npos && from > 0) return false;
  start.remove_prefix(line == std::string_view::npos ? 0 : line + 1);
  const std::string_view behind = text_.substr(open_.end, 3);
  if (start.ends_with("[ ")) return behind.starts_with(" ]");
  const std::size_t mail = behind.find_first_not_of(' ');
  if (mail == std::string_view::npos || behind[mail] != '<') return false;
  const bool dated = start.size() >= 11 && start[4] == '-' && start[7] == '-' && start.substr(0, 4).find_first_not_of("0123456789") == std::string_view::npos;
  return start == " -- " || start == "-- " || dated;
}

/// Places, makers and products that have the form of a name, by their first words.
bool is_part_of_other_name(std::string_view text, const Recognised& name) {
  static constexpr std::array<std::string_view, 34> kFirst = {
      "adobe", "apple", "bad", "cap", "city", "costa", "cote", "fort", "google", "hong", "ile",
      "lac", "lake", "las", "les", "los", "mac", "microsoft", "mont", "monte", "mount", "new",
      "north", "notre", "nova", "oracle", "port", "puerto", "rio", "saint", "sainte", "south",
      "visual", "windows"};
  const auto is_first = [](std::string_view word) {
    return std::binary_search(kFirst.begin(), kFirst.end(), FoldedWord(word).view());
  };
  // "Los" may have been left out as an article.
  const std::string_view before = text.substr(0, name.begin);
  if (before.ends_with(' ')) {
    const std::size_t start = before.find_last_of(" \n:,.;(\"'", before.size() - 2);
    const std::size_t at = start == std::string_view::npos ? 0 : start + 1;
    if (before.size() - 1 - at <= 9 && ascii::is_upper(before[at]) && is_first(before.substr(at, before.size() - 1 - at)))
      return true;
  }
  const std::string_view whole = text.substr(name.begin, name.end - name.begin);
  const std::string_view first = whole.substr(0, whole.find_first_of(" -"));
  return first.size() < whole.size() && is_first(first);
}

void Finder::flush() {
  if (is_open_ && open_.logit > kAuthorMost && is_signature()) open_.logit = kAuthorMost;
  if (is_open_ && open_.logit >= kEmitted && !is_part_of_other_name(text_, open_) && open_.end - open_.begin > 1 && !in_binary(text_, open_) && !columns_.decides(view_, open_.begin))
    found_.push_back(open_);
  is_open_ = false;
}

void Finder::judge(const Window& window, int first, int last) {
  const auto token = [&window](int i) -> const Token& { return window.tokens[static_cast<std::size_t>(i)]; };
  Run run;
  names::Features features;
  const Token* previous = nullptr;
  bool after_particle = false;
  for (int i = first; i < last; ++i) {
    const names::Cue cue = token(i).entry.cue();
    const bool particle = cue == names::Cue::of || cue == names::Cue::particle || cue == names::Cue::determiner;
    // A particle keeps a name open: "Marie de Vries", "Jean de La Tour".
    if (particle && continues(token(i), previous)) {
      previous = &token(i);
      after_particle = true;
      continue;
    }
    const bool field = is_field_term(token(i), i > 0 ? &token(i - 1) : nullptr) && !continues(token(i), previous);
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
    const bool carried = after_particle && continues(token(i), previous);
    after_particle = false;
    if (logit < (carried ? kParticleLeast : kTokenLeast)) {
      flush();
      previous = nullptr;
      continue;
    }
    bool author = run.label == Label::author;
    for (int k = std::max(0, i - 8); k < i && !author; ++k) author = token(k).entry.cue() == names::Cue::author;
    if (i + 1 < window.count && begins_strange_sentence(token(i), token(i + 1), run)) logit = std::min(logit, kAuthorMost);
    add(token(i), previous, logit, author);
    previous = &token(i);
  }
  flush();
}

class PersonName final : public Recogniser {
 public:
  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override {
    Finder(view, range, found).find();
  }
};

}  // namespace

std::unique_ptr<const Recogniser> make_person_name() { return std::make_unique<PersonName>(); }

}  // namespace braque::recognise
