#include "recognise/name_columns.hpp"

#include <algorithm>

#include "base/weights.hpp"
#include "recognise/columns.hpp"
#include "recognise/name_tokens.hpp"

namespace braque::names {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr int kMostTokens = 6;

using namespace weights::name_columns;

bool is_no_name(const Token& token) {
  switch (token.entry.cue()) {
    case Cue::company: case Cue::institution: case Cue::street: case Cue::thing: case Cue::label_other:
      return token.entry.given() < 2 && token.entry.family() < 2;
    default: return false;
  }
}

/// What the words of a cell say; kNoName and less: not a name.
/// `things_too`: the column may as well hold things ("name"), whose words are rarely persons' as well.
float words_logit(std::string_view text, const Cell& cell, bool things_too, Recognised& name) {
  float logit = 0;
  int count = 0, known = 0, common = 0, either = 0;
  Token token;
  const std::string_view value = text.substr(0, cell.end);
  for (std::size_t position = cell.start; position < cell.end; position = token.end) {
    if (!next_token(value, position, token) || token.shape == Shape::none || token.end <= position) break;
    if (token.shape == Shape::number || (count > 0 && (token.before >= Gap::newline && token.before != Gap::tight_dot)) ||
        (token.before == Gap::glue && count > 0))
      return kNoName;
    if (count++ == 0) name.begin = token.begin;
    name.end = token.end;
    const int as_name = std::max(token.entry.given(), token.entry.family());
    if (is_no_name(token)) logit += kCommonWord;
    else if (things_too && token.entry.word() > 1 && token.entry.word() > as_name) ++common;
    else if (things_too && token.entry.word() > 1 && token.entry.word() == as_name) ++either;
    else if (token.entry.given() > 0 || token.entry.family() > 0) ++known;
    else if (token.entry.word() > 1) ++common;
  }
  if (count == 0 || count > kMostTokens || name.end - name.begin < 2) return kNoName;
  // "King" is a name beside "Grace", a word beside "Gold".
  if (known == 0) common += either;
  if (things_too && common > 0) return logit + kCommonWord * static_cast<float>(common);
  if (known > 0) logit += kKnownName;
  if (common > 0) logit += known > 0 ? kCommonWord / 2 : kCommonWord;
  return logit;
}

}  // namespace

Columns::Columns(UnitView& view) {
  if (view.kind() != UnitKind::cells) return;
  const auto context = view.context();
  for (std::size_t i = 0; i < context.size() && i < kMost; ++i) {
    labels_[i] = label_of(context[i].text);
    names_ |= names_a_person(labels_[i]);
    others_ |= labels_[i] == Label::other;
  }
}

bool Columns::decides(UnitView& view, std::size_t position) const {
  if (!names_ && !others_) return false;
  const Cell* cell = view.cell_at(position);
  if (cell == nullptr || cell->end - cell->start > kLongestName) return false;
  const Label header = label(cell->column);
  return header == Label::other || names_a_person(header);
}

void Columns::find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const {
  for (const Cell& cell : recognise::cells_in(view, range)) {
    const Label header = label(cell.column);
    if (!names_a_person(header) || cell.end - cell.start > kLongestName) continue;
    Recognised name;
    const float words = words_logit(view.text(), cell, header == Label::name, name);
    if (words <= kNoName || name.begin < range.begin || name.begin >= range.end) continue;
    name.logit = words + (header == Label::person ? kHeaderOfPersons : kHeaderOfNames);
    // What is less than even counts against the column, not for it.
    if (name.logit < 0) continue;
    found.push_back(name);
  }
}

}  // namespace braque::names
