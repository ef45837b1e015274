#include <vector>

#include "extract/byte_scan.hpp"
#include "extract/json.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kDepthMax = 512;

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

bool is_bare(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '+' || byte == '.';
}

bool is_literal(std::string_view word) {
  if (word == "true" || word == "false" || word == "null") return true;
  return word[0] == '-' || (word[0] >= '0' && word[0] <= '9');
}

/// A pushdown machine over the grammar of RFC 8259, sections 2 to 5.
class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text) {}

  JsonCheck run() {
    while (at_ < text_.size()) {
      if (is_blank(text_[at_])) {
        if (text_[at_] == '\n' && !stack_.empty()) result_.lines = false;
        ++at_;
        continue;
      }
      if (!step()) {
        result_.error = at_;
        return result_;
      }
    }
    result_.error = text_.size();
    result_.complete = stack_.empty() && result_.documents > 0;
    return result_;
  }

 private:
  enum class Expect { value, value_or_end, key, key_or_end, colon, comma_or_end };

  bool step() {
    const char byte = text_[at_];
    switch (expect_) {
      case Expect::value_or_end:
        if (byte == ']') return close(']');
        [[fallthrough]];
      case Expect::value:
        return value(byte);
      case Expect::key_or_end:
        if (byte == '}') return close('}');
        [[fallthrough]];
      case Expect::key:
        if (byte != '"' || !string()) return false;
        ++result_.keys;
        expect_ = Expect::colon;
        return true;
      case Expect::colon:
        expect_ = Expect::value;
        ++at_;
        return byte == ':';
      case Expect::comma_or_end:
        break;
    }
    if (byte != ',') return close(byte);
    ++at_;
    expect_ = stack_.back() == '}' ? Expect::key : Expect::value;
    return true;
  }

  bool value(char byte) {
    if (byte == '{' || byte == '[') {
      if (stack_.size() >= kDepthMax) return false;
      stack_.push_back(byte == '{' ? '}' : ']');
      expect_ = byte == '{' ? Expect::key_or_end : Expect::value_or_end;
      ++at_;
      return true;
    }
    if (byte == '"') {
      ++result_.values;
      if (!string()) return false;
    } else {
      const std::size_t begin = at_;
      while (at_ < text_.size() && is_bare(text_[at_])) ++at_;
      if (begin == at_ || !(at_ == text_.size() || is_literal(text_.substr(begin, at_ - begin)))) {
        at_ = begin;
        return false;
      }
      ++result_.values;
    }
    after_value();
    return true;
  }

  bool string() {
    const std::size_t end = json_string_end(text_, at_);
    const std::size_t line_end = find_byte(text_.substr(0, end), at_, '\n');
    if (line_end < end) return false;  // RFC 8259, section 7: no control characters in strings.
    at_ = end < text_.size() ? end + 1 : end;
    return true;
  }

  bool close(char byte) {
    if (stack_.empty() || stack_.back() != byte) return false;
    stack_.pop_back();
    ++at_;
    after_value();
    return true;
  }

  void after_value() {
    if (!stack_.empty()) {
      expect_ = Expect::comma_or_end;
      return;
    }
    ++result_.documents;
    expect_ = Expect::value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Expect expect_ = Expect::value;
  std::vector<char> stack_;  ///< closing brackets
  JsonCheck result_;
};

}  // namespace

std::size_t json_string_end(std::string_view text, std::size_t quote) {
  std::size_t at = quote + 1;
  while (true) {
    const std::size_t end = find_byte(text, at, '"');
    if (end >= text.size()) return text.size();
    std::size_t slashes = 0;
    while (end - slashes > at && text[end - slashes - 1] == '\\') ++slashes;
    if (slashes % 2 == 0) return end;
    at = end + 1;
  }
}

JsonCheck check_json(std::string_view text) { return Checker(text).run(); }

}  // namespace braque::extract
