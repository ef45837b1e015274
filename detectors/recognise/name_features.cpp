#include "recognise/name_features.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "recognise/count_signs.hpp"
#include "recognise/name_phrases.hpp"

namespace braque::names {
namespace {

constexpr int kReach = 3;  ///< tokens on either side
constexpr int kPositions = 2 * kReach + 1;

// The layout of the rows: one block after another.
constexpr int kPerPosition = kShapeCount + 4 + 4 + 4 + 4 + kCueCount;
constexpr int kGapRows = kPositions * kPerPosition;
constexpr int kLexicalRows = kGapRows + (kPositions - 1) * kGapCount;
constexpr int kShapeRows = kLexicalRows + 3 * 64;
constexpr int kLabelRows = kShapeRows + kShapeCount * 16;
constexpr int kRunRows = kLabelRows + kLabelCount;
constexpr int kRunPlaceRows = kRunRows + 7;
constexpr int kCodeRows = kRunPlaceRows + 4;
constexpr int kFlagRows = kCodeRows + 5;
constexpr int kRows = kFlagRows + 8;

int lexical(Entry entry) { return entry.given() << 4 | entry.family() << 2 | entry.word(); }

const Token kNoToken{};

const Token& token_at(const Window& window, int at) {
  return at < 0 || at >= window.count ? kNoToken : window.tokens[static_cast<std::size_t>(at)];
}

/// Does the local part of an e-mail address nearby hold the word?
bool in_mail_nearby(std::string_view text, const Token& token) {
  constexpr std::size_t kNear = 100, kShortest = 3;
  const std::size_t from = token.begin > kNear ? token.begin - kNear : 0;
  const std::string_view around = text.substr(from, token.end + kNear - from);
  const std::size_t at = around.find('@');
  if (at == std::string_view::npos) return false;
  Folded word;
  for (std::size_t i = token.begin; i < token.end;) {
    const Letter letter = letter_at(text, i);
    if (letter.bytes == 0) break;
    i += letter.bytes;
    for (const char c : letter.folded)
      if (c != 0 && word.size < Folded::kLongest) word.bytes[word.size++] = c;
  }
  if (word.size < kShortest) return false;
  std::size_t local = at;
  const auto belongs = [](char c) {
    return ascii::is_alnum(c) || c == '.' || c == '-' || c == '_';
  };
  while (local > 0 && at - local < 40 && belongs(around[local - 1])) --local;
  const auto same = [](char a, char b) { return ascii::lower(a) == b; };
  const std::string_view part = around.substr(local, at - local);
  return std::search(part.begin(), part.end(), word.bytes.begin(),
                     word.bytes.begin() + static_cast<std::ptrdiff_t>(word.size),
                     same) != part.end();
}

/// How much the surroundings look like program text or markup, 0 to 4.
int code_level(std::string_view text, const Token& token) {
  constexpr std::size_t kNear = 64;
  constexpr std::string_view kSigns = "{};=_<>\\$*#";
  const std::size_t from = token.begin > kNear ? token.begin - kNear : 0;
  const std::string_view around = text.substr(from, token.end + kNear - from);
  const int signs = count_signs(around, kSigns);
  return signs == 0 ? 0 : signs <= 2 ? 1 : signs <= 5 ? 2 : signs <= 10 ? 3 : 4;
}

/// Is the same word elsewhere nearby, behind a title or a given name?
bool introduced_nearby(std::string_view text, const Token& token) {
  constexpr std::size_t kNear = 400;
  if (token.end - token.begin < 3) return false;
  const std::string_view word = text.substr(token.begin, token.end - token.begin);
  std::size_t from = token.begin > kNear ? token.begin - kNear : 0;
  const std::size_t to = std::min(text.size(), token.end + kNear);
  for (int tries = 0; tries < 8; ++tries) {
    const std::size_t at = text.substr(0, to).find(word, from);
    if (at == std::string_view::npos) return false;
    from = at + word.size();
    if (at == token.begin) continue;
    Token before, next;
    std::size_t position = step_back(text, at, 32);
    while (next_token(text, position, next) && next.end > position && next.end <= at) {
      before = next;
      position = next.end;
    }
    if (next.begin != at || before.end == 0 || at - before.end > 2) continue;
    if (before.entry.cue() == Cue::title) return true;
    if (is_capital(before) && before.entry.given() >= 2 && before.entry.word() < 2) return true;
  }
  return false;
}

bool joins(const Token& left, const Token& right) {
  if (right.before == Gap::space || right.before == Gap::hyphen || right.before == Gap::apostrophe)
    return true;
  if (right.before == Gap::dot || right.before == Gap::tight_dot)
    return left.shape == Shape::initial || left.entry.cue() == Cue::title;
  return false;
}

bool may_join(const Token& token) {
  return is_capital(token) || token.entry.cue() == Cue::title ||
         token.entry.cue() == Cue::particle || token.entry.cue() == Cue::of ||
         (token.entry.cue() == Cue::determiner && token.end - token.begin <= 3);
}

int run_place(const Run& run, int at) {
  if (run.end - run.begin == 1) return 0;
  return at == run.begin ? 1 : at + 1 == run.end ? 3 : 2;
}

}  // namespace

int feature_rows() noexcept { return kRows; }

Run run_around(std::string_view text, const Window& window, int at) noexcept {
  Run run{at, at + 1, Label::none};
  const auto& tokens = window.tokens;
  const auto token = [&tokens](int i) -> const Token& {
    return tokens[static_cast<std::size_t>(i)];
  };
  while (run.begin > 0 && joins(token(run.begin - 1), token(run.begin)) &&
         may_join(token(run.begin - 1)))
    --run.begin;
  while (run.end < window.count && joins(token(run.end - 1), token(run.end)) &&
         may_join(token(run.end)))
    ++run.end;
  while (run.end > at + 1 && !is_capital(token(run.end - 1))) --run.end;
  while (run.begin < at && token(run.begin).shape == Shape::lower &&
         token(run.begin).entry.cue() != Cue::title)
    ++run.begin;
  run.label = label_before(text, token(run.begin).begin);
  // "Nom, Prénom" and "DUPONT;Jean": the label holds for what follows a comma too.
  for (int i = run.begin, steps = 0; run.label == Label::none && i > 0 && steps < 3; ++steps) {
    if (token(i).before != Gap::comma && token(i).before != Gap::field) break;
    const std::uint32_t line = token(i - 1).begin;
    run.label = label_before(text, line);
    if (!is_capital(token(i - 1))) break;
    --i;
  }
  return run;
}

void features_of(std::string_view text, const Window& window, int at, const Run& run,
                 Features& features) noexcept {
  features.count = 0;
  for (int offset = -kReach; offset <= kReach; ++offset) {
    const Token& token = token_at(window, at + offset);
    int row = (offset + kReach) * kPerPosition;
    features.add(row + static_cast<int>(token.shape));
    row += kShapeCount;
    for (const int level :
         {token.entry.given(), token.entry.family(), token.entry.word(), token.entry.place()}) {
      features.add(row + level);
      row += 4;
    }
    features.add(row + static_cast<int>(token.entry.cue()));
    if (offset > -kReach)
      features.add(kGapRows + (offset + kReach - 1) * kGapCount + static_cast<int>(token.before));
  }
  for (int offset = -1; offset <= 1; ++offset)
    features.add(kLexicalRows + (offset + 1) * 64 + lexical(token_at(window, at + offset).entry));
  const Token& token = token_at(window, at);
  const auto length = std::min<std::uint32_t>(token.end - token.begin, 15);
  features.add(kShapeRows + static_cast<int>(token.shape) * 16 + static_cast<int>(length));
  features.add(kLabelRows + static_cast<int>(run.label));
  features.add(kRunRows + std::min(run.end - run.begin, 7) - 1);
  features.add(kRunPlaceRows + run_place(run, at));
  features.add(kCodeRows + code_level(text, token));
  if (token.ends_line) features.add(kFlagRows);
  const Token& last = token_at(window, run.end - 1);
  const Gap first = token_at(window, run.begin).before;
  if (last.ends_line && (first == Gap::newline || first == Gap::blank_line || first == Gap::edge))
    features.add(kFlagRows + 3);
  if (introduced_before(text, token_at(window, run.begin).begin)) features.add(kFlagRows + 5);
  if (possessive_behind(text, last.end)) features.add(kFlagRows + 6);
  for (int i = std::max(0, at - 8); i < at; ++i)
    if (token_at(window, i).entry.cue() == Cue::author) {
      features.add(kFlagRows + 4);
      break;
    }
}

void add_distant_features(std::string_view text, const Window& window, int at, const Run& run,
                          Features& features) noexcept {
  const Token& token = token_at(window, at);
  if (pronoun_behind(text, token_at(window, run.end - 1).end)) features.add(kFlagRows + 7);
  if (in_mail_nearby(text, token)) features.add(kFlagRows + 1);
  if (run.end - run.begin == 1 && introduced_nearby(text, token)) features.add(kFlagRows + 2);
}

}  // namespace braque::names
