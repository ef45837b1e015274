#include "classify/value.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/latin_letter.hpp"
#include "recognise/name_lexicon.hpp"
#include "validate/phone_region.hpp"

namespace braque {
namespace {

/// A domain that repeats a part of the local part (anne@anne-leroy.example) or lies under .name is
/// the person's own.
bool looks_personal(std::string_view local, std::string_view domain) {
  constexpr std::size_t kShortest = 4;
  const auto same = [](char a, char b) { return ascii::lower(a) == ascii::lower(b); };
  if (domain.ends_with(".name")) return true;
  for (std::size_t begin = 0; begin < local.size();) {
    std::size_t end = begin;
    while (end < local.size() && ascii::is_letter(local[end])) ++end;
    const std::string_view word = local.substr(begin, end - begin);
    if (word.size() >= kShortest &&
        std::search(domain.begin(), domain.end(), word.begin(), word.end(), same) != domain.end())
      return true;
    begin = end + 1;
  }
  return false;
}

std::string mask_last4(std::string_view raw) {
  constexpr std::size_t kShown = 4, kShortest = 9;
  const auto shown = [](char c) {
    return ascii::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
  };
  const auto characters = static_cast<std::size_t>(std::count_if(raw.begin(), raw.end(), shown));
  std::size_t hidden = characters >= kShortest ? characters - kShown : characters;
  std::string out;
  for (char c : raw) {
    if (!shown(c)) {
      // Separators stay, so that the form can be recognised; line breaks do not.
      out += c == '\n' || c == '\r' ? ' ' : c;
    } else if (hidden > 0) {
      out += '*';
      --hidden;
    } else {
      out += static_cast<unsigned char>(c) < 0x80 ? c : '*';
    }
  }
  return out;
}

std::string mask_email(std::string_view raw) {
  const std::size_t at = raw.rfind('@');
  if (at == std::string_view::npos) return "*";
  const std::string_view domain = raw.substr(at + 1);
  if (!looks_personal(raw.substr(0, at), domain)) return "*@" + std::string(domain);
  const std::size_t dot = domain.find('.');
  return "*@*" + (dot == std::string_view::npos ? "" : std::string(domain.substr(dot)));
}

std::string mask_year(std::string_view raw) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    run = ascii::is_digit(raw[i]) ? run + 1 : 0;
    const bool ends = i + 1 == raw.size() || !ascii::is_digit(raw[i + 1]);
    if (run == 4 && ends) return std::string(raw.substr(i - 3, 4));
    if (run == 8 && ends) {  // 19850403, 03041985
      const std::string_view digits = raw.substr(i - 7, 8);
      return std::string(digits.starts_with("19") || digits.starts_with("20") ? digits.substr(0, 4)
                                                                              : digits.substr(4));
    }
  }
  return "****";
}

/// Where the two characters of an address's postcode that may be seen begin, or npos. The postcode
/// is the last run of four or five digits (75011, 1012 AB, D-10969; 02110-1301 and 4050-265 with
/// their ends), two digits before a hyphen (00-950), or the last word that mixes capitals and
/// digits.
std::size_t postcode_in(std::string_view raw) {
  std::size_t found = std::string_view::npos, mixed = std::string_view::npos;
  for (std::size_t i = 0; i < raw.size();) {
    if (!ascii::is_alnum(raw[i])) {
      ++i;
      continue;
    }
    std::size_t end = i, digits = 0;
    for (; end < raw.size() && ascii::is_alnum(raw[end]); ++end)
      digits += ascii::is_digit(raw[end]) ? 1 : 0;
    const std::size_t size = end - i;
    const bool hyphen = end + 1 < raw.size() && raw[end] == '-' && ascii::is_digit(raw[end + 1]);
    const bool after_code =
        i > 0 && raw[i - 1] == '-' && found != std::string_view::npos && found + 6 >= i;
    if (digits == size && (size == 4 || size == 5 || (size == 2 && hyphen)) && !after_code)
      found = i;
    if (ascii::is_upper(raw[i]) && digits > 0 && size >= 2 && size <= 4) mixed = i;
    i = end;
  }
  return found != std::string_view::npos ? found : mixed;
}

std::string mask_address(std::string_view raw, std::uint16_t country) {
  std::string out;
  if (country != 0) {
    const auto letters = validate::unpack_country(country);
    out.append(letters.data(), letters.size());
    out += ' ';
  }
  const std::size_t code = postcode_in(raw);
  if (code != std::string_view::npos) out += raw.substr(code, 2);
  return out + "***";
}

/// Letters and digits folded, one blank for whatever stands between them. Indexes hold fingerprints
/// of this form, hence what it does otherwise than names: only U+00C0 to U+00FF are folded, of two
/// letters the first is kept, the signs of multiplication and division are an x, and y with
/// diaeresis shares the low bits of sharp s.
void append_folded(std::string_view raw, std::string& out) {
  bool gap = false;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const auto byte = static_cast<unsigned char>(raw[i]);
    char c = ascii::lower(raw[i]);
    if (byte == 0xC3 && i + 1 < raw.size()) {
      const char letter =
          latin_letter(0xC0U | (static_cast<unsigned char>(raw[++i]) & 0x1FU)).first;
      c = letter != '\0' ? letter : 'x';
    } else if (byte < 0x80 && !ascii::is_alnum(raw[i])) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += c;
  }
}

/// The words of a name: small letters without accents, one blank between words, so that JOSÉ-MARÍA
/// and Jose Maria are one name. Letters of scripts other than the Latin stay as they are.
void append_name(std::string_view raw, std::string& out) {
  bool gap = false;
  for (std::size_t i = 0; i < raw.size();) {
    const names::Letter letter = names::letter_at(raw, i);
    if (letter.bytes == 0) {
      gap = true;
      ++i;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    if (letter.foreign) out += raw.substr(i, letter.bytes);
    for (const char c : letter.folded)
      if (c != 0) out += c;
    i += letter.bytes;
  }
}

std::string mask_initials(std::string_view raw) {
  std::string out;
  bool begins = true;
  for (char c : raw) {
    const bool letter = ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
    if (letter && begins) out += ascii::is_letter(c) ? std::string{ascii::upper(c), '.'} : "*.";
    begins = !letter;
  }
  return out;
}

/// Code points of the value, for masks that tell nothing but a length.
std::string length_of(std::string_view raw) {
  const auto count = std::count_if(raw.begin(), raw.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  });
  return std::to_string(count);
}

/// Digits to E.164: the international prefix, the national trunk zero (France) and the "(0)" that
/// people write behind a country code go.
void to_e164(const Rule& rule, std::uint16_t country, std::string& digits) {
  if (country != 0) {
    const auto letters = validate::unpack_country(country);
    const validate::PhoneRegion* region = validate::phone_region({letters.data(), letters.size()});
    const std::string_view national =
        region == nullptr ? std::string_view{} : validate::national_number(*region, digits);
    if (!national.empty()) {
      digits = '+' + std::to_string(region->code) + std::string(national);
      return;
    }
  }
  if (digits.starts_with("00"))
    digits.erase(0, 2);
  else if (rule.id == "fr.phone" && digits.size() == 10 && digits[0] == '0')
    digits.replace(0, 1, "33");
  if (digits.starts_with("330")) digits.erase(2, 1);
  digits.insert(digits.begin(), '+');
}

/// In one go, without a check of the capacity for each byte: this runs for every match.
void append_lower(std::string_view raw, std::string& out) {
  const std::size_t begin = out.size();
  out.resize(begin + raw.size());
  std::transform(raw.begin(), raw.end(), out.begin() + static_cast<std::ptrdiff_t>(begin),
                 [](char c) { return ascii::lower(c); });
}

}  // namespace

std::string mask(const Rule& rule, RawValue value, std::uint16_t country) {
  const std::string_view raw = value.bytes_for_keyed_hash();
  switch (rule.mask) {
    case MaskStyle::last4:
      return mask_last4(raw);
    case MaskStyle::email:
      return mask_email(raw);
    case MaskStyle::year:
      return mask_year(raw);
    case MaskStyle::name:
      return mask_initials(raw);
    case MaskStyle::address:
      return mask_address(raw, country);
    case MaskStyle::secret:
      return rule.id + " (" + length_of(raw) + ")";
    case MaskStyle::length:
      return rule.category + " (" + length_of(raw) + ")";
  }
  return "*";
}

void normalise(const Rule& rule, RawValue value, std::uint16_t country, std::string& out) {
  const std::string_view raw = value.bytes_for_keyed_hash();
  out.clear();
  switch (rule.mask) {
    case MaskStyle::email:
      append_lower(raw, out);
      return;
    case MaskStyle::name:
      append_name(raw, out);
      return;
    case MaskStyle::address:
      append_folded(raw, out);
      return;
    case MaskStyle::secret:
    case MaskStyle::length:
      out.append(raw);
      return;
    case MaskStyle::year:
    case MaskStyle::last4:
      break;
  }
  if (rule.kind == "intl.ipv4" || rule.kind == "intl.ipv6") {
    // Their separators are part of the value.
    append_lower(raw, out);
    return;
  }
  for (char c : raw)
    if (ascii::is_alnum(c)) out += ascii::upper(c);
  if (rule.kind == "intl.phone") to_e164(rule, country, out);
  // Day first and year first are the same date.
  if (rule.mask == MaskStyle::year && out.size() == 8 && raw.find_first_of("./- ") < 3)
    out = out.substr(4, 4) + out.substr(2, 2) + out.substr(0, 2);
}

int severity(const Rule& rule, std::uint64_t count) {
  // A step up for each of: 10, 1,000 and 100,000 values; company numbers and the like stay low.
  int volume = 0;
  for (std::uint64_t bound : {std::uint64_t{10}, std::uint64_t{1'000}, std::uint64_t{100'000}})
    if (count >= bound) ++volume;
  static constexpr std::array<int, 6> kBase = {0, 0, 0, 1, 2, 3};
  const int sensitivity = std::clamp(rule.sensitivity, 1, 5);
  const int most = sensitivity == 1 ? 1 : sensitivity == 2 ? 2 : 4;
  return std::min(kBase[static_cast<std::size_t>(sensitivity)] + volume, most);
}

}  // namespace braque
