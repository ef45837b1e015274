#include "recognise/text_tokens.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/check.hpp"
#include "base/latin_letter.hpp"

namespace braque::recognise {
namespace {

using ascii::is_digit;

constexpr Letter kNone{{0, 0}, 0, 0, false};

/// The letter of a code point from U+00C0 to U+017F; none for the signs among them.
Letter folded_letter(unsigned code, std::uint8_t size) noexcept {
  const LatinLetter letter = latin_letter(code);
  if (letter.first == '\0') return kNone;
  const std::uint8_t letters = letter.second == '\0' ? 1 : 2;
  return {{letter.first, letter.second}, letters, size, letter.capital};
}

Letter two_byte_letter(unsigned lead, unsigned next) noexcept {
  const unsigned code = (lead & 0x1F) << 6 | (next & 0x3F);
  if (code < 0xC0) return kNone;  // signs
  if (code < 0x180) return folded_letter(code, 2);
  if (is_combining_accent(code)) return {{0, 0}, 0, 2, false};
  return {{'?', 0}, 1, 2, true};  // other scripts: their case is not looked at
}

unsigned hex_value(char c) noexcept {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  const char low = ascii::lower(c);
  return low >= 'a' && low <= 'f' ? static_cast<unsigned>(low - 'a' + 10) : 16U;
}

/// \u00e9 of JSON (RFC 8259, section 7), for letters only.
Letter escaped_letter(std::string_view text, std::size_t at) noexcept {
  if (at + 6 > text.size() || text[at + 1] != 'u') return kNone;
  unsigned code = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const unsigned digit = hex_value(text[i]);
    if (digit > 15) return kNone;
    code = code * 16 + digit;
  }
  return code < 0x180 ? folded_letter(code, 6) : kNone;
}

}  // namespace

Letter letter_at(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return kNone;
  const char c = text[at];
  const auto byte = static_cast<unsigned char>(c);
  if (byte < 0x80) {
    if (c == '\\') return escaped_letter(text, at);
    if (!ascii::is_letter(c)) return kNone;
    return {{ascii::lower(c), 0}, 1, 1, ascii::is_upper(c)};
  }
  const unsigned next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
  const bool continued = (next & 0xC0) == 0x80;
  if (byte >= 0xC2 && byte <= 0xDF && continued) return two_byte_letter(byte, next);
  if (byte >= 0xE3 && byte <= 0xEE && continued) return {{'?', 0}, 1, 3, true};
  if (byte >= 0xC0 && !continued) return folded_letter(byte, 1);
  return kNone;
}

FoldedWord::FoldedWord(std::string_view word) noexcept {
  for (std::size_t i = 0; i < word.size();) {
    if (ascii::is_alnum(word[i])) {
      add(ascii::lower(word[i++]));
      continue;
    }
    const Letter letter = letter_at(word, i);
    if (letter.size == 0) {
      add(word[i++]);
      continue;
    }
    for (std::size_t k = 0; k < letter.folded_size; ++k) add(letter.folded[k]);
    i += letter.size;
  }
}

namespace {

std::size_t hash_of(std::string_view word) noexcept {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash ^ hash >> 15;
}

}  // namespace

WordTable::WordTable(std::span<const ClassedWord> words) {
  BRAQUE_CHECK(words.size() * 2 <= kPlaces);
  for (const ClassedWord& entry : words) {
    std::size_t at = hash_of(entry.word) % kPlaces;
    while (!places_[at].word.empty() && places_[at].word != entry.word) at = (at + 1) % kPlaces;
    places_[at].word = entry.word;
    places_[at].classes |= entry.classes;
  }
}

std::uint32_t WordTable::classes_of(std::string_view folded) const noexcept {
  if (folded.empty()) return 0;
  for (std::size_t at = hash_of(folded) % kPlaces; !places_[at].word.empty();
       at = (at + 1) % kPlaces)
    if (places_[at].word == folded) return places_[at].classes;
  return 0;
}

class Tokeniser {
 public:
  Tokeniser(std::string_view text, std::size_t from, std::size_t to, const WordTable& table,
            std::span<Token> tokens)
      : text_(text), at_(from), to_(std::min(to, text.size())), table_(table), tokens_(tokens) {}

  std::size_t run() {
    // Not in the middle of a word.
    if (at_ > 0 &&
        (ascii::is_alnum(text_[at_ - 1]) || static_cast<unsigned char>(text_[at_ - 1]) >= 0x80))
      while (at_ < to_ && (is_digit(text_[at_]) || letter_at(text_, at_).size != 0 ||
                           (static_cast<unsigned char>(text_[at_]) & 0xC0) == 0x80))
        ++at_;
    while (at_ < to_ && count_ < tokens_.size()) next();
    return count_;
  }

 private:
  Token& begin_token(TokenKind kind) {
    Token& token = tokens_[count_++];
    token = Token{static_cast<std::uint32_t>(at_), 0, kind, blank_, false, false, 0, 0, 0, 0, 0};
    blank_ = false;
    return token;
  }

  void next() {
    const char c = text_[at_];
    if (c == ' ' || c == '\t' || c == '\r') {
      // A tab parts columns and lines alike.
      if (c == '\t')
        sign('\t', 1);
      else
        ++at_;
      blank_ = true;
    } else if (c == '\n') {
      line();
    } else if (ascii::is_alnum(c) || letter_at(text_, at_).size != 0) {
      word_or_number();
    } else {
      other();
    }
  }

  void line() {
    if (count_ > 0 && tokens_[count_ - 1].is(TokenKind::line)) {
      // Further line breaks: `value` counts them.
      ++tokens_[count_ - 1].value;
      tokens_[count_ - 1].end = static_cast<std::uint32_t>(++at_);
    } else {
      Token& token = begin_token(TokenKind::line);
      token.end = static_cast<std::uint32_t>(++at_);
      token.value = 1;
    }
    blank_ = true;
  }

  void sign(char meaning, std::size_t size) {
    Token& token = begin_token(TokenKind::sign);
    token.sign = meaning;
    at_ += size;
    token.end = static_cast<std::uint32_t>(at_);
  }

  void other() {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    const auto byte_at = [this](std::size_t i) {
      return i < text_.size() ? static_cast<unsigned char>(text_[i]) : 0U;
    };
    const unsigned next = byte_at(at_ + 1);
    if (byte == '\\') {
      // Escapes of vCard and JSON: \, \; and \n.
      if (next == ',' || next == ';') return sign(static_cast<char>(next), 2);
      if (next == 'n' && !ascii::is_lower(static_cast<char>(byte_at(at_ + 2)))) {
        ++at_;
        return line();
      }
    }
    if (byte < 0x80) return sign(text_[at_], 1);
    if (byte == 0xC2 && (next & 0xC0) == 0x80) {
      if (next == 0xA0) {
        at_ += 2;
        blank_ = true;
        return;
      }
      return sign(next == 0xB0 || next == 0xBA || next == 0xAA ? 'o' : '\1', 2);
    }
    if (byte == 0xE2 && (next & 0xC0) == 0x80) {
      const unsigned last = byte_at(at_ + 2);
      char meaning = '\1';
      if (next == 0x80 && (last == 0x98 || last == 0x99)) meaning = '\'';
      if (next == 0x80 && last >= 0x90 && last <= 0x95) meaning = '-';
      if (next == 0x80 && (last == 0x9C || last == 0x9D)) meaning = '"';
      if (next == 0x80 && (last == 0xAF || (last >= 0x80 && last <= 0x8A))) {
        at_ += 3;
        blank_ = true;
        return;
      }
      return sign(meaning, std::min<std::size_t>(3, text_.size() - at_));
    }
    if (byte == 0xB0 || byte == 0xBA) return sign('o', 1);  // Latin-1
    sign('\1', 1);
  }

  void word_or_number() {
    Token& token = begin_token(TokenKind::word);
    FoldedWord folded;
    bool digit_first = is_digit(text_[at_]), digit_behind_letter = false;
    bool all_capitals = true;
    unsigned letters = 0, digits = 0;
    std::uint64_t value = 0;
    while (at_ < to_) {
      if (is_digit(text_[at_])) {
        if (letters > 0) digit_behind_letter = true;
        value = std::min<std::uint64_t>(value * 10 + static_cast<unsigned>(text_[at_] - '0'),
                                        999'999'999);
        ++digits;
        folded.add(text_[at_++]);
        continue;
      }
      if (ascii::is_letter(text_[at_])) {
        const bool capital = ascii::is_upper(text_[at_]);
        if (letters == 0) token.capital = capital && !digit_first;
        all_capitals = all_capitals && capital;
        ++letters;
        folded.add(ascii::lower(text_[at_++]));
        continue;
      }
      const Letter letter = letter_at(text_, at_);
      if (letter.size == 0) break;
      if (letters == 0) token.capital = letter.capital && !digit_first;
      all_capitals = all_capitals && letter.capital;
      if (letter.folded_size != 0) ++letters;
      for (std::size_t k = 0; k < letter.folded_size; ++k) folded.add(letter.folded[k]);
      at_ += letter.size;
    }
    token.end = static_cast<std::uint32_t>(std::min(at_, text_.size()));
    token.letters = static_cast<std::uint8_t>(std::min(letters, 255U));
    token.digits = static_cast<std::uint8_t>(std::min(digits, 255U));
    token.value = static_cast<std::uint32_t>(value);
    token.all_capitals = letters > 0 && all_capitals;
    if (digits == 0)
      token.classes = table_.classes_of(folded.view());
    else if (digit_first && !digit_behind_letter && letters <= 3)
      token.kind = TokenKind::number;
    else
      token.kind = TokenKind::code;
  }

  std::string_view text_;
  std::size_t at_, to_;
  const WordTable& table_;
  std::span<Token> tokens_;
  std::size_t count_ = 0;
  bool blank_ = true;
};

std::size_t tokenise(std::string_view text, std::size_t from, std::size_t to,
                     const WordTable& table, std::span<Token> tokens) {
  return Tokeniser(text, from, to, table, tokens).run();
}

}  // namespace braque::recognise
