#include "match/published.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.hpp"

namespace braque::match {
namespace {

constexpr std::size_t kReach = 400;        ///< bytes on either side for words of licences and signs of programs
constexpr std::size_t kExampleReach = 160; ///< bytes on either side for what calls it an example
constexpr int kCodeSigns = 3;              ///< so many different signs of programs are a program

/// Text in small letters, without what parts words in comments.
class Surroundings {
 public:
  Surroundings(std::string_view text, std::size_t begin, std::size_t end, std::size_t from, std::size_t to) {
    from = std::max(from, begin > kReach ? begin - kReach : 0);
    to = std::min({to, text.size(), end + kReach});
    for (std::size_t i = from; i < to; ++i) {
      if (i == begin) {
        value_ = size_;
        i = std::max(begin + 1, end) - 1;
        letters_[size_++] = '\x01';
        continue;
      }
      letters_[size_++] = ascii::lower(text[i]);
    }
  }

  std::string_view all() const { return {letters_.data(), size_}; }
  std::string_view before() const { return all().substr(0, value_); }
  std::string_view near() const {
    const std::size_t from = value_ > kExampleReach ? value_ - kExampleReach : 0;
    return all().substr(from, value_ + kExampleReach - from);
  }

 private:
  std::array<char, 2 * kReach + 1> letters_;
  std::size_t size_ = 0, value_ = 0;
};

/// Is the word there, not as a part of a longer one? Words that end in '*' may go on.
bool says(std::string_view text, std::string_view word) {
  const bool open = word.ends_with('*');
  if (open) word.remove_suffix(1);
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool starts = at == 0 || !ascii::is_alnum(text[at - 1]) || !ascii::is_alnum(word.front());
    const std::size_t behind = at + word.size();
    if (starts && (open || behind == text.size() || !ascii::is_alnum(text[behind]) || !ascii::is_alnum(word.back()))) return true;
  }
  return false;
}

template <std::size_t N>
int count(std::string_view text, const std::array<std::string_view, N>& words) {
  return static_cast<int>(std::count_if(words.begin(), words.end(), [text](std::string_view word) { return says(text, word); }));
}

/// What licences, change logs, the heads of files and lists of certificates say; English, as they are. A licence
/// alone may be a driver's.
constexpr std::array<std::string_view, 29> kLicence = {
    "copyright*", "redistribut*", "public license*", "this license", "licensed under",
    "software license*", "spdx-license*", "no warranty", "any warranty", "free software",
    "all rights reserv*", "bug report*", "upstream", "public domain", "maintainer*", "licensing",
    "this product includes", "products derived", "written permission", "endorse or promote",
    "for more information*", "for further information*", "suggestions", "certificate authorit*",
    "root ca", "certificates", "closes:", "changelog*", "urgency="};

/// What programs and their manuals are written with, and texts, letters and tables are not.
constexpr std::array<std::string_view, 43> kCode = {
    "();",     ");\n",    "->",       "::",     "==",     "!=",       "&&",       "||",       "+=",      "#include", "#define", "def ",
    "import ", "return ", "self.",    "void ",  "int ",   "const ",   "printf",   "print(",   "assert*", "class=\"", "</code>", "</span>",
    "</pre>",  "std::",   "function", "struct ", "var ",   "=head*",  "=item",    "=cut",     "```",     "`",        "usage:",  "__",
    "\\fb",     "\\fr",     "\n.sp",      "\n.pp",  "\n.tp",  ".br\n",     "<code>"};

/// A value is called an example, or stands beside a name that is reserved for them (RFC 2606, RFC 6761).
constexpr std::array<std::string_view, 14> kExample = {
    "example*", ".example", "e.g.", "for instance", "such as", "ex.:", "exemple", "z.b.", "z. b.", "por ejemplo", "ad esempio", "bijvoorbeeld", "rfc*", ">>>"};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// How the line that begins at `line` leads into a comment: its first sign, or 0.
char leader(std::string_view text, std::size_t line) {
  while (line < text.size() && is_blank(text[line])) ++line;
  const std::string_view rest = text.substr(line, 3);
  if (rest.starts_with("//") || rest.starts_with(";;") || rest.starts_with("\xC2\xB7")) return rest[0];
  if (rest.starts_with("/*") || rest.starts_with("* ") || rest == "*\n" || rest.starts_with("*\n") || rest.starts_with("*/")) return '*';
  if (rest.starts_with("# ") || rest.starts_with("#\n") || rest.starts_with("#\t")) return '#';
  if (rest.starts_with("-- ") || rest.starts_with("--\n")) return '-';
  if (rest.starts_with("% ") || rest.starts_with("%%")) return '%';
  if (rest.starts_with(".\\\"") || rest.starts_with("'\\\"")) return '\\';
  if (rest.starts_with(">>>") || rest.starts_with("...")) return '>';
  if (rest.starts_with("; ")) return ';';
  return 0;
}

/// Does the value stand in a comment of several lines, or behind // on its line? One line alone that
/// begins with a sign may be a heading or a list.
bool in_comment(std::string_view text, std::size_t begin, std::size_t from, std::size_t to) {
  const auto line_of = [text, from](std::size_t at) {
    std::size_t line = at;
    while (line > from && text[line - 1] != '\n') --line;
    return line;
  };
  const std::size_t line = line_of(begin);
  const char sign = leader(text, line);
  if (sign == 0) return text.substr(line, begin - line).find(" // ") != std::string_view::npos;
  if (sign == '/' || sign == '>' || sign == '\\') return true;
  const std::size_t next = text.find('\n', begin);
  const bool below = next != std::string_view::npos && next + 1 < to && leader(text, next + 1) == sign;
  const bool above = line > from && leader(text, line_of(line - 1)) == sign;
  // Lists in letters begin their lines with a star as well, though without a blank before it.
  if (sign == '*') return (above || below) && is_blank(text[line]);
  return above || below;
}

}  // namespace

Published published(std::string_view text, std::size_t begin, std::size_t end, std::size_t from, std::size_t to) noexcept {
  from = std::max(from, begin > kReach ? begin - kReach : 0);
  to = std::min({to, text.size(), end + kReach});
  const Surroundings around(text, begin, end, from, to);
  if (count(around.near(), kExample) > 0) return Published::example;
  if (in_comment(text, begin, from, to) || count(around.all(), kCode) >= kCodeSigns) return Published::program;
  return count(around.all(), kLicence) > 0 ? Published::licence : Published::no;
}

}  // namespace braque::match
