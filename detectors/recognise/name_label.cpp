#include "recognise/name_label.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "recognise/name_lexicon.hpp"

namespace braque::names {
namespace {

constexpr std::size_t kLongestLabel = 40;

class LabelWords {
 public:
  void end_word() {
    if (word_.size == 0) return;
    ++count_;
    note(word_);
    // "first name" is the "firstname" of the list.
    if (before_.size + word_.size <= Folded::kLongest) {
      std::copy_n(word_.bytes.begin(), word_.size,
                  before_.bytes.begin() + static_cast<std::ptrdiff_t>(before_.size));
      before_.size += word_.size;
      note(before_);
    }
    before_ = word_.size <= Folded::kLongest ? word_ : Folded{};
    word_ = {};
  }
  void add(char c) {
    if (word_.size <= Folded::kLongest) word_.bytes[word_.size++] = c;
  }
  int count() const { return count_; }
  bool saw(Cue cue) const { return (seen_ >> static_cast<unsigned>(cue) & 1U) != 0; }

 private:
  void note(const Folded& word) { seen_ |= 1U << static_cast<unsigned>(look_up(word).cue()); }

  Folded word_, before_;
  std::uint32_t seen_ = 0;
  int count_ = 0;
};

Label decide(const LabelWords& words) {
  // "company name", "adresse du client" and "patient id" are no persons.
  if (words.saw(Cue::label_other) || words.saw(Cue::company) || words.saw(Cue::street) ||
      words.saw(Cue::thing))
    return Label::other;
  if (words.saw(Cue::label_first)) return Label::given;
  if (words.saw(Cue::label_last)) return Label::family;
  if (words.saw(Cue::label_name)) return Label::name;
  if (words.saw(Cue::label_person) || words.saw(Cue::title) || words.saw(Cue::role) ||
      words.saw(Cue::kin))
    return Label::person;
  // "From:", "To:", "De :", "Von:"
  if (words.count() == 1 &&
      (words.saw(Cue::of) || words.saw(Cue::in) || words.saw(Cue::by) || words.saw(Cue::particle)))
    return Label::person;
  return words.saw(Cue::author) ? Label::author : Label::unknown;
}

bool is_space(char c) { return c == ' ' || c == '\t'; }
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`' || c == '\\' || c == '*'; }

/// The tag that ends before `end`: "<nom>"; "" when there is none.
std::string_view tag_before(std::string_view text, std::size_t end) {
  constexpr std::size_t kLongestTag = 60;
  const std::size_t from = end > kLongestTag ? end - kLongestTag : 0;
  const std::size_t open = text.substr(from, end - from).rfind('<');
  return open == std::string_view::npos ? std::string_view{}
                                        : text.substr(from + open + 1, end - from - open - 1);
}

}  // namespace

Label label_of(std::string_view text) noexcept {
  LabelWords words;
  bool small = false;
  for (std::size_t i = 0; i < text.size();) {
    const Letter letter = letter_at(text, i);
    if (letter.bytes == 0) {
      words.end_word();
      small = false;
      ++i;
      continue;
    }
    // first_name and firstName; FirstName and "E-Mail" too.
    if (letter.capital && small) words.end_word();
    for (const char c : letter.folded)
      if (c != 0) words.add(c);
    small = !letter.capital;
    i += letter.bytes;
  }
  words.end_word();
  // "Signed-off-by:", "Reviewed-by:" of program sources.
  if (text.ends_with("-by")) return Label::author;
  return decide(words);
}

Label label_before(std::string_view text, std::size_t position) noexcept {
  std::size_t end = position;
  std::size_t least = position > 12 ? position - 12 : 0;
  while (end > least && (is_space(text[end - 1]) || is_quote(text[end - 1]))) --end;
  if (end == 0) return Label::none;
  const char mark = text[end - 1];
  if (mark == '>') {
    if (end >= 2 && text[end - 2] == '=')
      --end;  // key => value
    else {
      const std::string_view tag = tag_before(text, end - 1);
      return tag.empty() || tag[0] == '/' ? Label::none : label_of(tag);
    }
  }
  if (mark != ':' && mark != '=' && mark != '>') return Label::none;
  --end;
  least = end > 6 ? end - 6 : 0;
  while (end > least &&
         (is_space(text[end - 1]) || is_quote(text[end - 1]) || text[end - 1] == ':'))
    --end;
  std::size_t begin = end;
  least = end > kLongestLabel ? end - kLongestLabel : 0;
  constexpr std::string_view kEnds = "\n\r,;{}()[]<>\"=|&?!\t";
  while (begin > least && kEnds.find(text[begin - 1]) == std::string_view::npos) {
    if (text[begin - 1] == '.' || (text[begin - 1] == ':' && begin < end)) break;
    --begin;
  }
  return begin == end ? Label::none : label_of(text.substr(begin, end - begin));
}

}  // namespace braque::names
