#include "documents/pdf_value.hpp"

#include <array>
#include <charconv>

namespace braque::documents {
namespace {

using namespace std::string_view_literals;
using Kind = PdfValue::Kind;

bool is_delimiter(char c) { return "()<>[]{}/%"sv.find(c) != std::string_view::npos; }
bool is_regular(char c) { return !is_pdf_space(c) && !is_delimiter(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hexadecimal(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

bool is_pdf_space(char c) noexcept {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

const PdfValue* PdfValue::get(std::string_view key) const noexcept {
  if (kind != Kind::dictionary) return nullptr;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2)
    if (items[i].text == key) return &items[i + 1];
  return nullptr;
}

std::uint64_t PdfValue::whole_number() const noexcept {
  return number >= 0 && number < 9007199254740992.0 ? static_cast<std::uint64_t>(number) : 0;
}

void PdfParser::skip_space() {
  while (at_ < bytes_.size()) {
    if (bytes_[at_] == '%') {
      while (at_ < bytes_.size() && bytes_[at_] != '\n' && bytes_[at_] != '\r') ++at_;
    } else if (is_pdf_space(bytes_[at_])) {
      ++at_;
    } else {
      return;
    }
  }
}

bool PdfParser::take(std::string_view word) {
  skip_space();
  if (!bytes_.substr(at_).starts_with(word)) return false;
  at_ += word.size();
  return true;
}

PdfValue PdfParser::value(int depth) {
  PdfValue made;
  skip_space();
  if (at_ >= bytes_.size()) return made;
  const char c = bytes_[at_];
  const bool dictionary = c == '<' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '<';
  if (c == '[' || dictionary) return container(depth, dictionary);
  if (c == '/') {
    made.kind = Kind::name;
    made.text = name();
  } else if (c == '(') {
    made.kind = Kind::string;
    made.text = literal_string();
  } else if (c == '<') {
    made.kind = Kind::string;
    made.text = hexadecimal_string();
  } else if (is_digit(c) || c == '-' || c == '+' || c == '.') {
    return number_or_reference();
  } else {
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && is_regular(bytes_[at_])) ++at_;
    const auto word = bytes_.substr(begin, at_ - begin);
    if (word == "true" || word == "false") {
      made.kind = Kind::boolean;
      made.number = word == "true" ? 1 : 0;
    }
    if (at_ == begin) ++at_;  // a delimiter out of place
  }
  return made;
}

/// 7.3.10: "12 0 R" is a reference, "12" and "0" alone are numbers.
PdfValue PdfParser::number_or_reference() {
  PdfValue made;
  made.kind = Kind::number;
  const auto digits = [&](std::size_t from) {
    std::size_t end = from;
    while (end < bytes_.size() && is_digit(bytes_[end])) ++end;
    return end;
  };
  const std::size_t begin = at_ + (bytes_[at_] == '+' ? 1 : 0);
  std::size_t end = begin;
  while (end < bytes_.size() && (is_digit(bytes_[end]) || bytes_[end] == '.' || bytes_[end] == '-'))
    ++end;
  std::from_chars(bytes_.data() + begin, bytes_.data() + end, made.number,
                  std::chars_format::fixed);
  at_ = end > at_ ? end : at_ + 1;
  if (digits(begin) != end || end + 4 > bytes_.size() || bytes_[end] != ' ') return made;
  const std::size_t generation_end = digits(end + 1);
  if (generation_end == end + 1 || !bytes_.substr(generation_end).starts_with(" R")) return made;
  made.kind = Kind::reference;
  at_ = generation_end + 2;
  return made;
}

PdfValue PdfParser::container(int depth, bool dictionary) {
  PdfValue made;
  made.kind = dictionary ? Kind::dictionary : Kind::array;
  at_ += dictionary ? 2 : 1;
  const std::string_view closing = dictionary ? ">>"sv : "]"sv;
  while (true) {
    skip_space();
    if (at_ >= bytes_.size() || ++items_ > kItemsMax) break;
    if (take(closing)) break;
    // The end of the object without the container's: it is broken, what was read of it counts.
    if (bytes_.substr(at_).starts_with("endobj")) break;
    if (depth >= kDepthMax) {
      ++at_;
      continue;
    }
    PdfValue item = value(depth + 1);
    if (!dictionary) {
      made.items.push_back(std::move(item));
    } else if (item.is(Kind::name)) {
      skip_space();
      if (bytes_.substr(at_).starts_with(closing)) continue;
      made.items.push_back(std::move(item));
      made.items.push_back(value(depth + 1));
    }
  }
  return made;
}

/// 7.3.5: "#41" is one byte.
std::string PdfParser::name() {
  std::string made;
  for (++at_; at_ < bytes_.size() && is_regular(bytes_[at_]); ++at_) {
    if (bytes_[at_] == '#' && at_ + 2 < bytes_.size()) {
      const int high = hexadecimal(bytes_[at_ + 1]), low = hexadecimal(bytes_[at_ + 2]);
      if (high >= 0 && low >= 0) {
        made += static_cast<char>(high * 16 + low);
        at_ += 2;
        continue;
      }
    }
    made += bytes_[at_];
  }
  return made;
}

/// 7.3.4.2: balanced parentheses, escapes.
std::string PdfParser::literal_string() {
  std::string made;
  int open = 1;
  for (++at_; at_ < bytes_.size(); ++at_) {
    const char c = bytes_[at_];
    if (c == '(') ++open;
    if (c == ')' && --open == 0) {
      ++at_;
      break;
    }
    if (c == '\\')
      escape(made);
    else
      made += c;
  }
  return made;
}

/// At the backslash; leaves the position on the last byte of the escape.
void PdfParser::escape(std::string& text) {
  if (++at_ >= bytes_.size()) return;
  const char c = bytes_[at_];
  constexpr std::string_view kLetters = "nrtbf", kBytes = "\n\r\t\b\f";
  if (const auto found = kLetters.find(c); found != std::string_view::npos) {
    text += kBytes[found];
  } else if (c == '\r') {
    if (at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n') ++at_;
  } else if (c >= '0' && c <= '7') {
    unsigned code = 0;
    std::size_t end = at_;
    for (; end < bytes_.size() && end < at_ + 3 && bytes_[end] >= '0' && bytes_[end] <= '7'; ++end)
      code = code * 8 + static_cast<unsigned>(bytes_[end] - '0');
    text += static_cast<char>(code & 0xff);
    at_ = end - 1;
  } else if (c != '\n') {
    text += c;
  }
}

std::string PdfParser::hexadecimal_string() {
  std::string made;
  int high = -1;
  for (++at_; at_ < bytes_.size() && bytes_[at_] != '>'; ++at_) {
    const int digit = hexadecimal(bytes_[at_]);
    if (digit < 0) continue;
    if (high < 0) {
      high = digit;
    } else {
      made += static_cast<char>(high * 16 + digit);
      high = -1;
    }
  }
  if (high >= 0) made += static_cast<char>(high * 16);
  if (at_ < bytes_.size()) ++at_;
  return made;
}

}  // namespace braque::documents
