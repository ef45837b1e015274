#include "match/lookalike.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/byte_set.hpp"

namespace braque::match {
namespace {

using ascii::is_alnum;
using ascii::is_digit;
using ascii::is_hex;

constexpr EvidenceSet bit(Evidence evidence) { return static_cast<EvidenceSet>(evidence); }

struct Ends {
  std::string_view text;
  std::size_t begin, end;
  char before(std::size_t n = 1) const { return begin >= n ? text[begin - n] : '\0'; }
  char after(std::size_t n = 0) const { return end + n < text.size() ? text[end + n] : '\0'; }
};

/// 8-4-4-4-12 hexadecimal digits (RFC 9562) around the candidate?
bool in_uuid(const Ends& ends) {
  constexpr std::size_t kLength = 36;
  const auto part = [](char c) { return is_hex(c) || c == '-'; };
  std::size_t begin = ends.begin, end = ends.end;
  while (begin > 0 && ends.begin - begin <= kLength && part(ends.text[begin - 1])) --begin;
  while (end < ends.text.size() && end - ends.end <= kLength && part(ends.text[end])) ++end;
  if (end - begin != kLength) return false;
  for (std::size_t dash : {8U, 13U, 18U, 23U})
    if (ends.text[begin + dash] != '-') return false;
  return true;
}

/// Part of a run of base64 characters of 40 and more with small and capital letters and digits?
bool in_base64(const Ends& ends) {
  constexpr std::size_t kReach = 64, kShortest = 40;
  const auto part = [](char c) { return is_alnum(c) || c == '+' || c == '/' || c == '='; };
  std::size_t begin = ends.begin, end = ends.end;
  while (begin > 0 && ends.begin - begin < kReach && part(ends.text[begin - 1])) --begin;
  while (end < ends.text.size() && end - ends.end < kReach && part(ends.text[end])) ++end;
  if (end - begin < kShortest) return false;
  bool lower = false, upper = false, digit = false;
  for (char c : ends.text.substr(begin, end - begin)) {
    lower |= ascii::is_lower(c);
    upper |= ascii::is_upper(c);
    digit |= is_digit(c);
  }
  return lower && upper && digit;
}

bool money_before(const Ends& ends) {
  const char c = ends.before();
  if (c == '$') return true;
  // U+20AC and U+00A3 in UTF-8.
  return ends.text.substr(0, ends.begin).ends_with("\xE2\x82\xAC") ||
         ends.text.substr(0, ends.begin).ends_with("\xC2\xA3");
}

/// What the joiner `c` next to a candidate, with `beyond` behind it, says against it.
EvidenceSet joined(char c, char beyond, bool in_cell) {
  switch (c) {
    case '.':
      return is_digit(beyond)   ? bit(Evidence::decimal)
             : is_alnum(beyond) ? bit(Evidence::part_number)
                                : EvidenceSet{0};
    case ',':
      return is_digit(beyond) && !in_cell ? bit(Evidence::decimal) : EvidenceSet{0};
    case '-':
      return is_alnum(beyond) ? bit(Evidence::part_number) : EvidenceSet{0};
    case '*':
    case '@':
      return bit(Evidence::decimal);
    default:
      return 0;
  }
}

}  // namespace

Neighbourhood look_around(std::string_view text, std::size_t begin, std::size_t end, char separator,
                          bool in_cell) noexcept {
  const Ends ends{text, begin, end};
  Neighbourhood around;
  if (ascii::foreign_letter_before(text, begin) || ascii::foreign_letter_at(text, end)) {
    around.refused = true;
    return around;
  }
  // "01 99 00 12 34 5": the groups go on, so this is a piece of a longer number.
  if (separator != 0) {
    if (ends.after() == separator && is_digit(ends.after(1))) {
      around.refused = true;
      return around;
    }
    if (ends.before() == separator && is_digit(ends.before(2)))
      around.evidence |= bit(Evidence::part_number);
  }
  around.evidence |= joined(ends.before(), ends.before(2), in_cell);
  around.evidence |= joined(ends.after(), ends.after(1), in_cell);
  if (ends.after() == '%' || money_before(ends)) around.evidence |= bit(Evidence::decimal);
  const char c = ends.before(), d = ends.after();
  if ((c == '-' || d == '-') && in_uuid(ends)) around.evidence |= bit(Evidence::uuid);
  if ((c == '+' || c == '/' || d == '+' || d == '/' || d == '=') && in_base64(ends))
    around.evidence |= bit(Evidence::hash);
  return around;
}

namespace {

int number(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_timestamp(std::string_view compact) {
  const std::size_t n = compact.size();
  // 1.4e9 to 2.1e9 seconds: 2014 to 2036.
  if (n == 10 || n == 13) {
    const int first = number(compact.substr(0, 2));
    return first >= 14 && first <= 20;
  }
  if (n == 8 || n == 12 || n == 14) {
    const int year = number(compact.substr(0, 4)), month = number(compact.substr(4, 2)),
              day = number(compact.substr(6, 2));
    return year >= 1990 && year <= 2050 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }
  return false;
}

}  // namespace

EvidenceSet look_inside(std::string_view compact) noexcept {
  std::array<std::uint8_t, 10> seen{};
  bool digits_only = true, ascending = true, descending = true;
  int different = 0;
  for (std::size_t i = 0; i < compact.size(); ++i) {
    if (!is_digit(compact[i])) {
      digits_only = false;
      continue;
    }
    if (seen[static_cast<std::size_t>(compact[i] - '0')]++ == 0) ++different;
    if (i > 0) {
      const int step = (compact[i] - compact[i - 1] + 10) % 10;
      ascending &= step == 1;
      descending &= step == 9;
    }
  }
  if (!digits_only) return 0;
  EvidenceSet evidence = 0;
  if (different <= 2 || ascending || descending) evidence |= bit(Evidence::low_variety);
  if (is_timestamp(compact)) evidence |= bit(Evidence::timestamp);
  return evidence;
}

bool version_before(std::string_view text, std::size_t begin) noexcept {
  std::size_t at = begin;
  while (at > 0 && begin - at < 3 &&
         (text[at - 1] == ' ' || text[at - 1] == ':' || text[at - 1] == '='))
    --at;
  std::size_t word = at;
  while (word > 0 && at - word < 12 && ascii::is_letter(text[word - 1])) --word;
  std::array<char, 12> folded{};
  const std::size_t length = at - word;
  for (std::size_t i = 0; i < length; ++i) folded[i] = ascii::lower(text[word + i]);
  const std::string_view name(folded.data(), length);
  for (std::string_view known : {"v", "ver", "version", "build", "release", "rev", "section",
                                 "chapter", "fw", "firmware", "revision", "oid"})
    if (name == known) return true;
  return false;
}

bool small_groups(std::string_view dotted) noexcept {
  int value = 0;
  for (char c : dotted) {
    value = c == '.' ? 0 : value * 10 + (c - '0');
    if (value >= 32) return false;
  }
  return true;
}

bool time_after(std::string_view text, std::size_t end) noexcept {
  const auto at = [&](std::size_t i) { return end + i < text.size() ? text[end + i] : '\0'; };
  std::size_t i = 0;
  while (i < 3 && (at(i) == ' ' || at(i) == 'T' || at(i) == ',' || at(i) == ':')) ++i;
  if (i == 0) return false;
  if (!is_digit(at(i))) return false;
  if (at(i + 1) == ':') return is_digit(at(i + 2));
  return is_digit(at(i + 1)) && at(i + 2) == ':' && is_digit(at(i + 3));
}

bool private_ipv4(std::string_view address) noexcept {
  std::array<int, 4> octet{};
  std::size_t group = 0;
  for (char c : address) {
    if (c == '.') {
      if (++group == 4) return false;
    } else {
      octet[group] = octet[group] * 10 + (c - '0');
    }
  }
  const auto [a, b, c, d] = octet;
  // Of the groups (RFC 5771) those that never leave a network or an organisation.
  const bool local_group = (a == 224 && b == 0 && c == 0) || (a == 239 && b == 255);
  return a == 0 || a == 10 || a == 127 || a >= 240 || local_group || (a == 169 && b == 254) ||
         (a == 172 && b >= 16 && b <= 31) || (a == 192 && b == 168) ||
         (a == 100 && b >= 64 && b <= 127) || (a == 192 && b == 0 && (c == 2 || c == 0)) ||
         (a == 198 && b == 51 && c == 100) || (a == 198 && (b == 18 || b == 19)) ||
         (a == 203 && b == 0 && c == 113);
}

bool group_ipv4(std::string_view address) noexcept {
  int first = 0;
  for (std::size_t i = 0; i < address.size() && is_digit(address[i]); ++i)
    first = first * 10 + (address[i] - '0');
  return first >= 224 && first <= 239;
}

bool private_ipv6(std::string_view address) noexcept {
  std::array<char, 46> folded{};
  const std::size_t length = std::min(address.size(), folded.size());
  for (std::size_t i = 0; i < length; ++i) folded[i] = ascii::lower(address[i]);
  const std::string_view text(folded.data(), length);
  return text == "::" || text == "::1" || text.starts_with("fe8") || text.starts_with("fe9") ||
         text.starts_with("fea") || text.starts_with("feb") || text.starts_with("fc") ||
         text.starts_with("fd") || text.starts_with("ff") || text.starts_with("2001:db8:") ||
         text.starts_with("2001:0db8:");
}

bool group_mac(std::string_view address) noexcept {
  constexpr std::string_view kOdd = "13579bBdDfF";
  return address.size() > 1 && kOdd.find(address[1]) != std::string_view::npos;
}

bool example_mac(std::string_view address) noexcept {
  std::array<int, 12> nibble{};
  std::size_t count = 0;
  for (const char c : address) {
    if (!is_hex(c)) continue;
    if (count == nibble.size()) return false;
    nibble[count++] = is_digit(c) ? c - '0' : ascii::lower(c) - 'a' + 10;
  }
  if (count != nibble.size()) return false;
  const auto octet = [&nibble](std::size_t i) { return nibble[2 * i] * 16 + nibble[2 * i + 1]; };
  const bool documentation =
      octet(0) == 0 && octet(1) == 0 && octet(2) == 0x5E && octet(3) == 0 && octet(4) == 0x53;
  bool row = true;
  for (std::size_t i = 1; i < 6; ++i) {
    row = row && (octet(i) - octet(i - 1) == octet(1) - octet(0));
  }
  bool ascending = true;  // 12:34:56:78:9a:bc
  for (std::size_t i = 1; i < nibble.size(); ++i)
    ascending = ascending && nibble[i] == nibble[i - 1] + 1;
  const bool words = octet(0) == 0xDE && octet(1) == 0xAD && octet(2) == 0xBE && octet(3) == 0xEF;
  return documentation || row || ascending || words;
}

namespace {

bool same_folded(std::string_view a, std::string_view small) {
  return a.size() == small.size() &&
         std::equal(a.begin(), a.end(), small.begin(),
                    [](char x, char y) { return ascii::lower(x) == y; });
}

/// example.com, example.net, example.org and what lies below them.
bool is_example_domain(std::string_view domain) {
  constexpr std::size_t kShortest = 11;
  if (domain.size() < kShortest) return false;
  for (std::string_view known : {"example.com", "example.net", "example.org"}) {
    if (!same_folded(domain.substr(domain.size() - known.size()), known)) continue;
    if (domain.size() == known.size() || domain[domain.size() - known.size() - 1] == '.')
      return true;
  }
  return false;
}

/// Digits, with hardly a letter that is no hexadecimal digit: a time, a counter, a hash.
bool made_by_machine(std::string_view local) {
  constexpr std::size_t kShortest = 16, kFewestDigits = 8, kMostLetters = 4;
  if (local.size() < kShortest) return false;
  std::size_t digits = 0, letters = 0;
  for (const char c : local) {
    if (is_digit(c))
      ++digits;
    else if (ascii::is_letter(c) && !is_hex(c))
      ++letters;
  }
  return digits >= kFewestDigits && letters <= kMostLetters;
}

/// "Message-ID", "message_id", "In-Reply-To", "References", "Content-ID", "cid:".
bool names_identifier(std::string_view name) {
  std::array<char, 16> folded{};
  std::size_t size = 0;
  for (const char c : name) {
    if (c == '-' || c == '_') continue;
    if (size == folded.size()) return false;
    folded[size++] = ascii::lower(c);
  }
  const std::string_view word(folded.data(), size);
  for (std::string_view known : {"messageid", "msgid", "inreplyto", "references", "contentid",
                                 "cid", "mid", "resentmessageid", "xmessageid", "supersedes"})
    if (word == known) return true;
  return false;
}

}  // namespace

bool mac_announced(std::string_view text, std::size_t begin) noexcept {
  constexpr std::size_t kReach = 24;
  std::array<char, kReach> folded{};
  const std::size_t size = std::min(begin, kReach);
  for (std::size_t i = 0; i < size; ++i) folded[i] = ascii::lower(text[begin - size + i]);
  const std::string_view before(folded.data(), size);
  for (std::string_view word : {"mac", "ether", "hwaddr", "bssid", "lladdr", "hardware address"})
    if (before.find(word) != std::string_view::npos) return true;
  return false;
}

Mailbox mailbox_at(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  constexpr std::size_t kReach = 400;
  static constexpr ByteSet kBetween([](char c) {
    return std::string_view(" \t\r\n<>\"',;:=[](){}").find(c) != std::string_view::npos;
  });
  constexpr int kMostListed = 8;  ///< References hold a list
  const std::size_t from = begin > kReach ? begin - kReach : 0;
  std::size_t at = begin;
  for (int listed = 0; listed < kMostListed; ++listed) {
    bool names = false, opens = false, parts = false;
    for (; at > from && kBetween.holds(text[at - 1]); --at) {
      const char c = text[at - 1];
      names |= c == ':' || c == '=';
      opens |= c == '<';
      parts |= c == ',';
    }
    const bool listed_before = !names && opens && !parts;
    if (!names && !listed_before) break;  // nearly always: the word before says nothing
    std::size_t word = at;
    while (word > from && !kBetween.holds(text[word - 1])) --word;
    const std::string_view before = text.substr(word, at - word);
    if (names && names_identifier(before)) return Mailbox::identifier;
    if (!listed_before || before.find('@') == std::string_view::npos) break;
    at = word;
  }
  const std::string_view address = text.substr(begin, end - begin);
  const std::size_t sign = address.find('@');
  if (sign == std::string_view::npos) return Mailbox::person;
  return is_example_domain(address.substr(sign + 1)) || made_by_machine(address.substr(0, sign))
             ? Mailbox::nobody
             : Mailbox::person;
}

}  // namespace braque::match
