#include "documents/json_tokens.hpp"

#include <algorithm>

namespace braque::documents {
namespace {

constexpr int kEnd = -1;
constexpr std::size_t kWordBytesMax = 256;

void append_character(std::string& text, std::uint32_t character) {
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (character < 0x80) return put(character);
  if (character < 0x800) {
    put(0xc0 | character >> 6);
  } else if (character < 0x10000) {
    put(0xe0 | character >> 12);
    put(0x80 | (character >> 6 & 0x3f));
  } else {
    put(0xf0 | character >> 18);
    put(0x80 | (character >> 12 & 0x3f));
    put(0x80 | (character >> 6 & 0x3f));
  }
  put(0x80 | (character & 0x3f));
}

}  // namespace

int JsonTokens::peek() {
  if (at_ >= filled_) {
    at_ = 0;
    filled_ = stream_.read(buffer_);
    if (filled_ == 0) return kEnd;
  }
  return static_cast<unsigned char>(buffer_[at_]);
}

JsonTokens::Kind JsonTokens::fail() {
  unread_ = std::move(text_);
  text_.clear();
  return last_ = Kind::fault;
}

bool JsonTokens::rest(std::string& text) {
  if (!unread_.empty()) {
    text += unread_;
    unread_.clear();
    return true;
  }
  if (peek() == kEnd) return false;
  text.append(buffer_.data() + at_, filled_ - at_);
  at_ = filled_;
  return true;
}

JsonTokens::Kind JsonTokens::next() {
  if (last_ == Kind::end || last_ == Kind::fault) return last_;
  if (in_string_) return last_ = string(Kind::string);
  text_.clear();
  for (;;) {
    const int byte = peek();
    if (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r') {
      skip();
      continue;
    }
    switch (expect_) {
      case Expect::nothing:
        return byte == kEnd ? last_ = Kind::end : fail();
      case Expect::separator:
        if (byte == ',') {
          skip();
          expect_ = open_.back() ? Expect::member : Expect::value;
          continue;
        }
        return last_ = close(byte == '}');
      case Expect::first:
        if (byte == '}' || byte == ']') return last_ = close(byte == '}');
        if (!open_.back()) return last_ = value();
        [[fallthrough]];
      case Expect::member:
        return last_ = member_or_end();
      case Expect::value:
        return last_ = value();
    }
  }
}

JsonTokens::Kind JsonTokens::member_or_end() {
  if (peek() != '"') return fail();
  skip();
  if (string(Kind::key) != Kind::key) return fail();
  if (in_string_) return fail();  // A key of that length is none.
  while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') skip();
  if (peek() != ':') return fail();
  skip();
  expect_ = Expect::value;
  return Kind::key;
}

JsonTokens::Kind JsonTokens::open(Kind kind, bool object) {
  if (open_.size() == kDepthMax) return fail();
  skip();
  open_.push_back(object);
  expect_ = Expect::first;
  return kind;
}

JsonTokens::Kind JsonTokens::close(bool object) {
  if (peek() != (object ? '}' : ']') || open_.empty() || open_.back() != object) return fail();
  skip();
  open_.pop_back();
  after_value();
  return object ? Kind::end_object : Kind::end_array;
}

void JsonTokens::after_value() { expect_ = open_.empty() ? Expect::nothing : Expect::separator; }

JsonTokens::Kind JsonTokens::value() {
  switch (peek()) {
    case '{':
      return open(Kind::begin_object, true);
    case '[':
      return open(Kind::begin_array, false);
    case '"':
      skip();
      return string(Kind::string);
    default:
      return word();
  }
}

JsonTokens::Kind JsonTokens::word() {
  text_.clear();
  const auto belongs = [](int byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || byte == 'E' ||
           byte == '+' || byte == '-' || byte == '.';
  };
  while (belongs(peek()) && text_.size() < kWordBytesMax) {
    text_ += static_cast<char>(peek());
    skip();
  }
  if (text_.empty() || belongs(peek())) return fail();
  after_value();
  if (text_ == "true" || text_ == "false" || text_ == "null") return Kind::literal;
  const bool numeric = text_[0] == '-' || (text_[0] >= '0' && text_[0] <= '9');
  return numeric ? Kind::number : fail();
}

JsonTokens::Kind JsonTokens::string(Kind kind) {
  text_.clear();
  in_string_ = false;
  while (text_.size() < kPieceBytesMax) {
    if (peek() == kEnd) return fail();
    const char* const begin = buffer_.data() + at_;
    const char* const stop = buffer_.data() + filled_;
    const char* const found =
        std::find_if(begin, stop, [](char c) { return c == '"' || c == '\\'; });
    text_.append(begin, found);
    at_ = static_cast<std::size_t>(found - buffer_.data());
    if (found == stop) continue;
    skip();
    if (*found == '"') {
      if (kind == Kind::string) after_value();
      return kind;
    }
    if (!escape()) return fail();
  }
  in_string_ = true;
  return kind;
}

bool JsonTokens::escape() {
  const int kind = peek();
  if (kind == kEnd) return false;
  skip();
  switch (kind) {
    case '"':
    case '\\':
    case '/':
      text_ += static_cast<char>(kind);
      return true;
    case 'n':
      text_ += '\n';
      return true;
    case 'r':
      text_ += '\r';
      return true;
    case 't':
      text_ += '\t';
      return true;
    case 'b':
    case 'f':
      text_ += ' ';
      return true;
    case 'u':
      break;
    default:
      return false;
  }
  std::uint32_t character = 0;
  if (!unicode(character)) return false;
  if ((character & 0xfc00) == 0xd800) {
    // A pair of surrogates is one character; half a pair is none.
    std::uint32_t second = 0;
    if (peek() == '\\') {
      skip();
      if (peek() != 'u') {
        append_character(text_, 0xfffd);
        return escape();
      }
      skip();
      if (!unicode(second)) return false;
    }
    character = (second & 0xfc00) == 0xdc00
                    ? 0x10000 + ((character & 0x3ff) << 10) + (second & 0x3ff)
                    : 0xfffd;
  } else if ((character & 0xfc00) == 0xdc00) {
    character = 0xfffd;
  }
  append_character(text_, character == 0 ? ' ' : character);
  return true;
}

bool JsonTokens::unicode(std::uint32_t& character) {
  character = 0;
  for (int i = 0; i < 4; ++i) {
    const int byte = peek();
    int digit = -1;
    if (byte >= '0' && byte <= '9')
      digit = byte - '0';
    else if (byte >= 'a' && byte <= 'f')
      digit = byte - 'a' + 10;
    else if (byte >= 'A' && byte <= 'F')
      digit = byte - 'A' + 10;
    if (digit < 0) return false;
    character = character * 16 + static_cast<std::uint32_t>(digit);
    skip();
  }
  return true;
}

}  // namespace braque::documents
