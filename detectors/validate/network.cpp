// Internet addresses and e-mail addresses, read from `raw`.
#include <algorithm>
#include <array>

#include "base/byte_set.hpp"
#include "validate/checks.hpp"
#include "validate/digits.hpp"
#include "validate/top_level_domains.hpp"

namespace braque::validate {
namespace {

/// Splits the next field off `rest`, up to `separator` or the end.
std::string_view next_field(std::string_view& rest, char separator) noexcept {
  std::size_t end = std::min(rest.find(separator), rest.size());
  std::string_view text = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return text;
}

bool is_ipv4(std::string_view text) noexcept {
  if (text.size() < 7 || text.size() > 15 || std::count(text.begin(), text.end(), '.') != 3) {
    return false;
  }
  for (int i = 0; i < 4; ++i) {
    std::string_view octet = next_field(text, '.');
    if (octet.empty() || octet.size() > 3 || !all_digits(octet)) return false;
    if (octet.size() > 1 && octet[0] == '0') return false;
    if (number_of(octet) > 255) return false;
  }
  return true;
}

bool is_hex_group(std::string_view text) noexcept {
  if (text.empty() || text.size() > 4) return false;
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// Number of 16-bit groups in a colon-separated run, an IPv4 address at the end counting two; -1
/// when one is malformed. An empty run has none.
int count_groups(std::string_view run, bool may_end_in_ipv4) noexcept {
  int groups = 0;
  if (run.empty()) return 0;
  if (run.back() == ':') return -1;
  while (!run.empty()) {
    std::string_view group = next_field(run, ':');
    if (run.empty() && may_end_in_ipv4 && is_ipv4(group)) return groups + 2;
    if (!is_hex_group(group)) return -1;
    ++groups;
  }
  return groups;
}

constexpr ByteSet kLocal([](char c) {
  constexpr std::string_view kSpecial = "!#$%&'*+/=?^_`{|}~-.";
  // Beyond ASCII: RFC 6531; which letters, says who found it.
  return is_digit(c) || is_capital(c) || is_small(c) || kSpecial.find(c) != kSpecial.npos ||
         static_cast<unsigned char>(c) >= 0x80;
});
constexpr ByteSet kLabel([](char c) { return is_digit(c) || is_small(to_small(c)) || c == '-'; });

/// Local part (RFC 5321 section 4.1.2, dot-string). Quote characters and the like are allowed by
/// the standard at the start, but there they belong to the text around.
bool is_local_part(std::string_view text) noexcept {
  if (text.empty() || text.size() > 64 || text.back() == '.') return false;
  char first = text[0];
  if (!is_digit(first) && !is_small(to_small(first)) && first != '_' && first != '+' &&
      static_cast<unsigned char>(first) < 0x80)
    return false;
  char previous = '\0';
  for (char c : text) {
    if (!kLocal.holds(c) || (c == '.' && previous == '.')) return false;
    previous = c;
  }
  return true;
}

/// Where the label that begins at `begin` ends, or npos when it is none.
std::size_t label_end(std::string_view domain, std::size_t begin) noexcept {
  constexpr std::size_t kLongest = 63;
  std::size_t end = begin;
  while (end < domain.size() && kLabel.holds(domain[end])) ++end;
  const bool whole = end == domain.size() || domain[end] == '.';
  if (!whole || end == begin || end - begin > kLongest || domain[begin] == '-' ||
      domain[end - 1] == '-')
    return std::string_view::npos;
  return end;
}

/// The country codes, by their two letters: half of all addresses end in one.
constexpr std::array<bool, 26 * 26> kTwoLetters = [] {
  std::array<bool, 26 * 26> known{};
  for (std::string_view domain : kTopLevelDomains)
    if (domain.size() == 2)
      known[static_cast<std::size_t>((domain[0] - 'a') * 26 + domain[1] - 'a')] = true;
  return known;
}();

bool is_top_level_domain(std::string_view text) noexcept {
  char folded[64];
  if (text.size() > sizeof folded) return false;
  std::transform(text.begin(), text.end(), folded, to_small);
  const std::string_view small(folded, text.size());
  if (small == "com" || small == "net" || small == "org") return true;
  if (small.size() == 2) {
    const bool letters = small[0] >= 'a' && small[0] <= 'z' && small[1] >= 'a' && small[1] <= 'z';
    return letters && kTwoLetters[static_cast<std::size_t>((small[0] - 'a') * 26 + small[1] - 'a')];
  }
  return std::binary_search(std::begin(kTopLevelDomains), std::end(kTopLevelDomains),
                            std::string_view(folded, text.size()));
}

/// icon@2x.png and the like: a scale of an image, not a host.
bool is_image_scale(std::string_view label) noexcept {
  return label.size() >= 2 && label.size() <= 4 && is_digit(label[0]) && label.back() == 'x';
}

}  // namespace

// IPv4 address. Source: RFC 791; RFC 6943 section 3.1.1 for refusing leading zeros. 0.x.x.x is no
// host.
bool ipv4(const Candidate& candidate) {
  return is_ipv4(candidate.raw) && !candidate.raw.starts_with("0.");
}

// IPv6 address. Source: RFC 4291 section 2.2, RFC 4007 section 11 for the zone. An address needs a
// digit or three groups: `abc::def` is far more often a name in a program.
bool ipv6(const Candidate& candidate) {
  std::string_view text = candidate.raw;
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
  }
  std::size_t zone = text.find('%');
  if (zone != text.npos) {
    if (zone + 1 == text.size()) return false;
    text = text.substr(0, zone);
  }
  if (text.size() < 3 || text.size() > 45) return false;
  std::size_t gap = text.find("::");
  if (gap == text.npos) return count_groups(text, true) == 8;
  std::string_view tail = text.substr(gap + 2);
  if (tail.find("::") != tail.npos || tail.starts_with(':')) return false;
  int before = count_groups(text.substr(0, gap), false);
  int after = count_groups(tail, true);
  if (before < 0 || after < 0 || before + after < 1 || before + after > 7) return false;
  if (before + after > 2) return true;
  if (text.find_first_of("0123456789") == text.npos) return false;
  // One group: ::1 and networks such as 2001::, but not the step of a slice, [::2].
  return before + after == 2 || text == "::1" || text.size() == 6;
}

// E-mail address. Source: RFC 5321 sections 4.1.2 and 4.5.3.1; the last label must be a top-level
// domain of the root zone. git@host is how repositories are addressed and is nobody's mailbox.
bool email(const Candidate& candidate) {
  std::string_view text = candidate.raw;
  std::size_t at = text.find('@');
  if (at == text.npos || text.size() > 254 || !is_local_part(text.substr(0, at))) return false;
  const std::string_view domain = text.substr(at + 1);
  if (text.substr(0, at) == "git") return false;
  std::size_t begin = 0, end = label_end(domain, 0);
  if (end >= domain.size() || is_image_scale(domain.substr(0, end))) return false;  // npos too
  while (end < domain.size()) end = label_end(domain, begin = end + 1);
  return end == domain.size() && is_top_level_domain(domain.substr(begin));
}

}  // namespace braque::validate
