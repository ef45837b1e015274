#include "match/published.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.hpp"

namespace braque::match {
namespace {

constexpr std::size_t kReach =
    400;  ///< bytes on either side for words of licences and signs of programs
constexpr std::size_t kExampleReach = 160;  ///< bytes on either side for what calls it an example
constexpr int kCodeSigns = 3;               ///< so many different signs of programs are a program

/// Text in small letters, without what parts words in comments.
class Surroundings {
 public:
  Surroundings(std::string_view text, std::size_t begin, std::size_t end, std::size_t from,
               std::size_t to) {
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
  std::string_view near() const {
    const std::size_t from = value_ > kExampleReach ? value_ - kExampleReach : 0;
    return all().substr(from, value_ + kExampleReach - from);
  }

 private:
  std::array<char, 2 * kReach + 1> letters_;
  std::size_t size_ = 0, value_ = 0;
};

/// What a word says of a text that it stands in.
enum class Sign : std::uint8_t { licence, author, software, code, manual, example };
constexpr std::size_t kSigns = 6;

/// Whole words; those that end in '*' may go on.
struct Word {
  std::string_view text;
  Sign sign;
  bool open = false;
};

constexpr Word word_of(std::string_view text, Sign sign) {
  const bool open = text.ends_with('*');
  return {open ? text.substr(0, text.size() - 1) : text, sign, open};
}

/// What licences, change logs, the heads of files and lists of certificates say; English, as they
/// are. A licence alone may be a driver's.
constexpr std::array<std::string_view, 29> kLicence = {"copyright*",
                                                       "redistribut*",
                                                       "public license*",
                                                       "this license",
                                                       "licensed under",
                                                       "software license*",
                                                       "spdx-license*",
                                                       "no warranty",
                                                       "any warranty",
                                                       "free software",
                                                       "all rights reserv*",
                                                       "bug report*",
                                                       "upstream",
                                                       "public domain",
                                                       "maintainer*",
                                                       "licensing",
                                                       "this product includes",
                                                       "products derived",
                                                       "written permission",
                                                       "endorse or promote",
                                                       "for more information*",
                                                       "for further information*",
                                                       "suggestions",
                                                       "certificate authorit*",
                                                       "root ca",
                                                       "certificates",
                                                       "closes:",
                                                       "changelog*",
                                                       "urgency="};

/// By which those are named who made a program, in what was published with it.
constexpr std::array<std::string_view, 43> kAuthor = {
    "tested-by:",     "recommended by", "report by",   "suggested by",
    "ported to",      "rewritten by",   "authored by", "contributions from",
    "credit for",     "developed by",   "found by",    "past and future changes",
    "proceedings",    "spotted by",     "supplied by", "acked-by:",
    "author:",        "authors",        "bugfix*",     "commit",
    "contributed by", "contributor*",   "debian*",     "fixed by",
    "fixes",          "ftbfs",          "github*",     "launchpad*",
    "noticed by",     "packaged by",    "patch by",    "patch from",
    "patches from",   "pull request*",  "reported by", "reviewed-by:",
    "signed-off-by:", "sourceforge*",   "svn",         "thanks to",
    "translation*",   "written by",     "xorg*"};

/// What is said of programs: so many of these are about one.
constexpr int kSoftwareWords = 2;
constexpr std::array<std::string_view, 36> kSoftware = {
    "api",       "autoconf", "automake",  "backport*",   "binary",      "build*",
    "bug",       "bugs",     "cmake",     "compil*",     "debug*",      "deprecat*",
    "fix",       "fixed",    "gcc",       "glibc",       "gnu",         "header files",
    "install*",  "kernel",   "library",   "libraries",   "linux",       "makefile*",
    "module*",   "parser",   "patch",     "patches",     "portability", "python",
    "refactor*", "release*", "segfault*", "source code", "unix",        "warnings"};

/// What programs and their manuals are written with, and texts, letters and tables are not.
constexpr std::array<std::string_view, 54> kCode = {
    "();",         ");\n",      "->",       "::",         "==",     "!=",       "&&",
    "||",          "+=",        "#include", "#define",    "def ",   "import ",  "return ",
    "self.",       "void ",     "int ",     "const ",     "printf", "print(",   "assert*",
    "class=\"",    "</code>",   "</span>",  "</pre>",     "std::",  "function", "struct ",
    "var ",        "=head*",    "=item",    "=cut",       "```",    "`",        "usage:",
    "__",          "<code>",    ".. code",  "code-block", "args:",  "returns:", "raises:",
    "output only", "help_text", "default:", "=none",      "=true",  "=false",   "('",
    "')",          "[]",        "{}",       "kwargs",     "\"\"\""};

/// The source of manual pages (groff_man(7)), which are made for everybody.
constexpr int kManualSigns = 2;
constexpr std::array<std::string_view, 18> kManual = {
    "\\fb",  "\\fr",  "\\fi",  "\n.sp", "\n.pp", "\n.tp", ".br\n", "\n.b ",  "\n.i ",
    "\n.ip", "\n.rs", "\n.re", "\n.nf", "\n.fi", "\n.ex", "\n.ee", "\n.sh ", "\\-"};

/// A value is called an example, or stands beside a name that is reserved for them (RFC 2606, RFC
/// 6761).
constexpr std::array<std::string_view, 16> kExample = {
    "example*", ".example", "e.g.",      "for instance", "such as",    "ex.:",
    "exemple*", "z.b.",     "z. b.",     "por ejemplo",  "ad esempio", "bijvoorbeeld",
    "rfc*",     ">>>",      "beispiel*", "voorbeeld"};

constexpr std::size_t kWordCount = kLicence.size() + kAuthor.size() + kSoftware.size() +
                                   kCode.size() + kManual.size() + kExample.size();

constexpr std::size_t key_of(char a, char b) {
  return static_cast<std::size_t>(
      (static_cast<unsigned char>(a) * 31U + static_cast<unsigned char>(b)) & 511U);
}

/// All words by their first two bytes: most places of a text begin none of them. A word of one byte
/// stands under all keys that begin with it.
struct WordTable {
  std::array<Word, kWordCount> words{};
  std::array<std::uint8_t, 512> first{};        ///< by key: index + 1 of the first word, 0: none
  std::array<std::uint8_t, kWordCount> next{};  ///< the same of the next word with that key

  constexpr WordTable() {
    std::size_t count = 0;
    const auto add = [&](std::string_view text, Sign sign) {
      words[count++] = word_of(text, sign);
    };
    for (const std::string_view text : kLicence) add(text, Sign::licence);
    for (const std::string_view text : kAuthor) add(text, Sign::author);
    for (const std::string_view text : kSoftware) add(text, Sign::software);
    for (const std::string_view text : kCode) add(text, Sign::code);
    for (const std::string_view text : kManual) add(text, Sign::manual);
    for (const std::string_view text : kExample) add(text, Sign::example);
    for (std::size_t i = 0; i < kWordCount; ++i) {
      if (words[i].text.size() < 2) continue;  // the back quote is looked for apart
      const std::size_t key = key_of(words[i].text[0], words[i].text[1]);
      next[i] = first[key];
      first[key] = static_cast<std::uint8_t>(i + 1);
    }
  }
};
constexpr WordTable kWords;
static_assert(kWordCount < 255);

/// How many different words of each kind stand in the text.
class Signs {
 public:
  void read(std::string_view text) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at)
      for (std::size_t i = kWords.first[key_of(text[at], text[at + 1])]; i != 0;
           i = kWords.next[i - 1])
        if (!seen_[i - 1] && stands_at(text, at, kWords.words[i - 1])) note(i - 1);
    if (text.find('`') != std::string_view::npos) ++counts_[static_cast<std::size_t>(Sign::code)];
  }
  int of(Sign sign) const { return counts_[static_cast<std::size_t>(sign)]; }

 private:
  static bool stands_at(std::string_view text, std::size_t at, const Word& word) {
    if (!text.substr(at).starts_with(word.text)) return false;
    if (at > 0 && ascii::is_alnum(text[at - 1]) && ascii::is_alnum(word.text.front())) return false;
    const std::size_t behind = at + word.text.size();
    return word.open || behind == text.size() || !ascii::is_alnum(text[behind]) ||
           !ascii::is_alnum(word.text.back());
  }
  void note(std::size_t word) {
    seen_[word] = true;
    ++counts_[static_cast<std::size_t>(kWords.words[word].sign)];
  }

  std::array<bool, kWordCount> seen_{};
  std::array<int, kSigns> counts_{};
};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// How the line that begins at `line` leads into a comment: its first sign, or 0.
char leader(std::string_view text, std::size_t line) {
  while (line < text.size() && is_blank(text[line])) ++line;
  const std::string_view rest = text.substr(line, 3);
  if (rest.starts_with("//") || rest.starts_with(";;") || rest.starts_with("\xC2\xB7"))
    return rest[0];
  if (rest.starts_with("/*") || rest.starts_with("* ") || rest == "*\n" ||
      rest.starts_with("*\n") || rest.starts_with("*/"))
    return '*';
  if (rest.starts_with("# ") || rest.starts_with("#\n") || rest.starts_with("#\t")) return '#';
  if (rest.starts_with("-- ") || rest.starts_with("--\n")) return '-';
  if (rest.starts_with("% ") || rest.starts_with("%%")) return '%';
  if (rest.starts_with(".\\\"") || rest.starts_with("'\\\"")) return '\\';
  if (rest.starts_with(">>>") || rest.starts_with("...")) return '>';
  if (rest.starts_with("; ")) return ';';
  return 0;
}

/// Does the value stand in a comment of several lines, or behind // on its line? One line alone
/// that begins with a sign may be a heading or a list.
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
  const bool below =
      next != std::string_view::npos && next + 1 < to && leader(text, next + 1) == sign;
  const bool above = line > from && leader(text, line_of(line - 1)) == sign;
  // Lists in letters begin their lines with a star as well, though without a blank before it.
  if (sign == '*') return (above || below) && is_blank(text[line]);
  return above || below;
}

}  // namespace

Published published(std::string_view text, std::size_t begin, std::size_t end, std::size_t from,
                    std::size_t to, bool person) noexcept {
  from = std::max(from, begin > kReach ? begin - kReach : 0);
  to = std::min({to, text.size(), end + kReach});
  const Surroundings around(text, begin, end, from, to);
  if (!person) {
    Signs near;
    near.read(around.near());
    if (near.of(Sign::example) > 0) return Published::example;
  }
  Signs signs;
  signs.read(around.all());
  if (!person && signs.of(Sign::manual) >= kManualSigns) return Published::example;
  if (in_comment(text, begin, from, to) ||
      signs.of(Sign::code) + signs.of(Sign::manual) >= kCodeSigns)
    return Published::program;
  if (signs.of(Sign::licence) > 0) return Published::licence;
  return signs.of(Sign::author) > 0 || signs.of(Sign::software) >= kSoftwareWords
             ? Published::authors
             : Published::no;
}

bool is_path_of_examples(std::string_view path) noexcept {
  // "samples" and "tests" may be a laboratory's.
  constexpr std::array<std::string_view, 6> kFolders = {"example",  "examples", "exemples",
                                                        "fixtures", "testdata", "test-data"};
  constexpr std::array<std::string_view, 2> kFiles = {"changelog", "changes"};
  const auto is = [](std::string_view part, std::string_view small) {
    return std::equal(part.begin(), part.end(), small.begin(), small.end(),
                      [](char a, char b) { return ascii::lower(a) == b; });
  };
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = path.find('/', at);
    if (end == std::string_view::npos) {
      const std::string_view stem = path.substr(at, path.find('.', at) - at);
      return std::any_of(kFiles.begin(), kFiles.end(),
                         [&](std::string_view file) { return is(stem, file); });
    }
    const std::string_view part = path.substr(at, end - at);
    if (std::any_of(kFolders.begin(), kFolders.end(),
                    [&](std::string_view folder) { return is(part, folder); }))
      return true;
    at = end + 1;
  }
  return false;
}

}  // namespace braque::match
