#include "match/exact_form.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/latin_letter.hpp"

namespace braque {
namespace {

constexpr bool continues(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// A letter beyond ASCII: its code point when it can be folded, 0 for others (kept as they are).
struct Foreign {
  std::size_t bytes = 0;  ///< 0: no letter
  unsigned code = 0;
};

Foreign foreign_letter(std::string_view text, std::size_t at) noexcept {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0xC0) return {};
  const bool followed = at + 1 < text.size() && continues(text[at + 1]);
  if (!followed) return {1, lead};  // Latin-1
  if (lead < 0xC3 || lead == 0xE2 || lead == 0xE3 || lead == 0xEF) return {};
  if (lead <= 0xC5)
    return {2, (lead & 0x1Fu) << 6 | (static_cast<unsigned char>(text[at + 1]) & 0x3Fu)};
  std::size_t bytes = 2;
  while (bytes < 4 && at + bytes < text.size() && continues(text[at + bytes])) ++bytes;
  return {bytes, 0};
}

bool number_form(std::string_view value, std::string& form) {
  bool digit = false;
  for (char c : value) {
    digit = digit || ascii::is_digit(c);
    if (ascii::is_alnum(c)) form += ascii::lower(c);
    if (form.size() > kExactNumberMax) return false;
  }
  return digit && form.size() >= kExactNumberMin;
}

bool words_form(std::string_view value, std::string& form) {
  std::array<FoldedWord, kExactWordsMax> words;
  std::size_t count = 0, letters = 0;
  for (std::size_t at = 0; at < value.size();) {
    FoldedWord word;
    fold_word(value, at, word);
    at = std::max(word.end, at + 1);
    if (word.size == 0 || is_particle(word.text())) continue;
    if (count == kExactWordsMax) return false;
    letters += word.size;
    std::size_t place = count++;
    for (; place > 0 && word.text() < words[place - 1].text(); --place)
      words[place] = words[place - 1];
    words[place] = word;
  }
  if (count < kExactWordsMin || letters < kExactLettersMin) return false;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) form += ' ';
    form += words[i].text();
  }
  return true;
}

bool email_form(std::string_view value, std::string& form) {
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  while (!value.empty() && value.back() == ' ') value.remove_suffix(1);
  const std::size_t at = value.find('@');
  if (at == 0 || at == std::string_view::npos || at + 3 > value.size()) return false;
  if (value.size() > kExactEmailMax || value.find(' ') != std::string_view::npos) return false;
  for (char c : value) form += ascii::lower(c);
  return true;
}

}  // namespace

void fold_word(std::string_view text, std::size_t position, FoldedWord& word) noexcept {
  word.size = 0;
  word.capital = false;
  std::size_t at = position;
  while (at < text.size()) {
    const char c = text[at];
    const std::size_t room = word.folded.size() - word.size;
    if (room < 4) break;
    if (ascii::is_letter(c)) {
      if (at == position) word.capital = ascii::is_upper(c);
      word.folded[word.size++] = ascii::lower(c);
      ++at;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    // A combining accent (U+0300 to U+036F) behind its letter says nothing.
    if ((byte == 0xCC || byte == 0xCD) && at > position && at + 1 < text.size() &&
        continues(text[at + 1])) {
      at += 2;
      continue;
    }
    const Foreign letter = byte < 0x80 ? Foreign{} : foreign_letter(text, at);
    if (letter.bytes == 0) break;
    if (letter.code != 0) {
      const LatinLetter plain = latin_letter(letter.code);
      if (plain.first == '\0') break;
      if (at == position) word.capital = plain.capital;
      word.folded[word.size++] = plain.first;
      if (plain.second != '\0') word.folded[word.size++] = plain.second;
    } else {
      if (at == position) word.capital = true;  // Scripts whose capitals are not told apart.
      for (std::size_t i = 0; i < letter.bytes; ++i) word.folded[word.size++] = text[at + i];
    }
    at += letter.bytes;
  }
  word.end = at;
  const bool too_long = word.size > kExactWordBytesMax;
  if (too_long) word.size = 0;
}

bool is_particle(std::string_view folded) noexcept {
  static constexpr auto kParticles = std::to_array<std::string_view>(
      {"d",   "da",  "dal", "das", "de",  "degli", "dei", "del", "della", "den", "der",
       "des", "di",  "do",  "dos", "du",  "e",     "el",  "et",  "l",     "la",  "las",
       "le",  "les", "los", "ten", "ter", "van",   "von", "y",   "zu",    "zum", "zur"});
  return folded.size() <= 5 && std::binary_search(kParticles.begin(), kParticles.end(), folded);
}

bool exact_form(ExactKind kind, std::string_view value, std::string& form) {
  form.clear();
  switch (kind) {
    case ExactKind::number:
      return number_form(value, form);
    case ExactKind::words:
      return words_form(value, form);
    case ExactKind::email:
      return email_form(value, form);
  }
  return false;
}

std::optional<ExactKind> exact_form(std::string_view value, std::string& form) {
  ExactKind kind = ExactKind::words;
  if (value.find('@') != std::string_view::npos)
    kind = ExactKind::email;
  else if (std::any_of(value.begin(), value.end(), ascii::is_digit))
    kind = ExactKind::number;
  if (!exact_form(kind, value, form)) return std::nullopt;
  return kind;
}

ExactHash exact_hash(const ExactKeys& keys, ExactKind kind, std::string_view form) noexcept {
  const auto k = static_cast<std::size_t>(kind);
  ExactHash hash;
  if (kind == ExactKind::words) {
    // A sum, so that the scan can try many runs of words with each word hashed once.
    for (std::size_t at = 0; at <= form.size();) {
      const std::size_t end = std::min(form.find(' ', at), form.size());
      hash.find += sip_hash(keys.find[k], form.substr(at, end - at));
      at = end + 1;
    }
  } else {
    hash.find = sip_hash(keys.find[k], form);
  }
  hash.check = static_cast<std::uint32_t>(sip_hash(keys.check[k], form) >> (64 - kExactCheckBits));
  return hash;
}

}  // namespace braque
