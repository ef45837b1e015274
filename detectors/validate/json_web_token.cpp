// JSON web tokens: three base64url parts of which the first two are JSON objects, the header with
// "alg". Source: RFC 7519, RFC 7515 section 3.1, RFC 4648 section 5. The objects are scanned for
// well-formed tokens and balance, which is enough to refuse damaged ones; nothing is built from
// them.
#include <array>
#include <cstdint>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// Bytes of a decoded part that are looked at; longer parts are checked up to here.
constexpr std::size_t kPartBytesMax = 4096;
constexpr int kDepthMax = 32;

int base64url_value(char c) noexcept {
  if (is_capital(c)) return c - 'A';
  if (is_small(c)) return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  if (c == '-') return 62;
  return c == '_' ? 63 : -1;
}

bool is_base64url(std::string_view text) noexcept {
  for (char c : text) {
    if (base64url_value(c) < 0) return false;
  }
  return text.size() % 4 != 1;
}

struct Decoded {
  std::array<char, kPartBytesMax> bytes;
  std::size_t size = 0;
  bool whole = true;
  std::string_view text() const noexcept { return {bytes.data(), size}; }
};

void decode(std::string_view part, Decoded& decoded) noexcept {
  std::uint32_t buffer = 0;
  int bits = 0;
  decoded.size = 0;
  decoded.whole = true;
  for (char c : part) {
    buffer = (buffer << 6U) | static_cast<std::uint32_t>(base64url_value(c));
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    if (decoded.size == kPartBytesMax) {
      decoded.whole = false;
      return;
    }
    decoded.bytes[decoded.size++] = static_cast<char>((buffer >> bits) & 0xFFU);
  }
}

/// Bytes of the UTF-8 sequence at `i`; 0 for a malformed one (RFC 3629).
std::size_t utf8_length(std::string_view text, std::size_t i) noexcept {
  auto lead = static_cast<unsigned char>(text[i]);
  std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead > 0xF4 || length == 0 || i + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

/// One pass over a JSON object (RFC 8259) by what may follow what; `i` only ever grows.
class ObjectScanner {
 public:
  explicit ObjectScanner(std::string_view text) noexcept : text_(text) {}

  bool scan() noexcept {
    if (text_.empty() || text_[0] != '{') return false;
    for (skip_blanks(); i_ < text_.size(); skip_blanks()) {
      if (depth_ == 0 && i_ > 0) return false;
      if (!take_token()) return false;
    }
    return depth_ == 0;
  }
  /// True when the outermost object has the member "alg".
  bool has_algorithm() const noexcept { return has_algorithm_; }

 private:
  enum class Expect { key_or_end, key, colon, value, value_or_end, comma_or_end };

  void skip_blanks() noexcept {
    while (i_ < text_.size() && (text_[i_] == ' ' || (text_[i_] >= '\t' && text_[i_] <= '\r')))
      ++i_;
  }

  bool take_token() noexcept {
    char c = text_[i_];
    switch (expect_) {
      case Expect::colon:
        ++i_;
        expect_ = Expect::value;
        return c == ':';
      case Expect::key_or_end:
        if (c == '}') return close(c);
        return take_key();
      case Expect::key:
        return take_key();
      case Expect::comma_or_end:
        if (c != ',') return close(c);
        ++i_;
        expect_ = in_object() ? Expect::key : Expect::value;
        return true;
      case Expect::value_or_end:
        if (c == ']') return close(c);
        return take_value(c);
      case Expect::value:
        return take_value(c);
    }
    return false;
  }

  bool in_object() const noexcept { return ((objects_ >> (depth_ - 1)) & 1U) != 0; }

  bool open(bool object) noexcept {
    if (depth_ == kDepthMax) return false;
    objects_ = (objects_ & ~(1ULL << depth_)) | (static_cast<std::uint64_t>(object) << depth_);
    ++depth_;
    ++i_;
    expect_ = object ? Expect::key_or_end : Expect::value_or_end;
    return true;
  }

  bool close(char c) noexcept {
    if (c != (in_object() ? '}' : ']')) return false;
    --depth_;
    ++i_;
    expect_ = Expect::comma_or_end;
    return true;
  }

  bool take_key() noexcept {
    std::size_t start = i_;
    if (!take_string()) return false;
    if (depth_ == 1 && text_.substr(start, i_ - start) == "\"alg\"") has_algorithm_ = true;
    expect_ = Expect::colon;
    return true;
  }

  bool take_value(char c) noexcept {
    if (c == '{' || c == '[') return open(c == '{');
    expect_ = Expect::comma_or_end;
    return c == '"' ? take_string() : take_word();
  }

  bool take_string() noexcept {
    if (text_[i_++] != '"') return false;
    while (i_ < text_.size()) {
      char c = text_[i_];
      if (c == '"') {
        ++i_;
        return true;
      }
      std::size_t length = utf8_length(text_, i_);
      if (length == 0 || static_cast<unsigned char>(c) < 0x20) return false;
      i_ += c == '\\' ? 2 : length;
    }
    return false;
  }

  /// A number, true, false or null.
  bool take_word() noexcept {
    std::size_t start = i_;
    while (i_ < text_.size() && std::string_view(",]} \t\r\n").find(text_[i_]) == text_.npos) ++i_;
    std::string_view word = text_.substr(start, i_ - start);
    if (word == "true" || word == "false" || word == "null") return true;
    return !word.empty() && word.find_first_not_of("0123456789+-.eE") == word.npos;
  }

  std::string_view text_;
  std::size_t i_ = 0;
  int depth_ = 0;
  std::uint64_t objects_ = 0;  ///< bit d: the container at depth d + 1 is an object
  Expect expect_ = Expect::value;
  bool has_algorithm_ = false;
};

/// True for a JSON object; one that was cut at the limit needs to begin as one.
bool is_object(const Decoded& decoded, bool& has_algorithm) noexcept {
  ObjectScanner scanner(decoded.text());
  bool good = scanner.scan();
  has_algorithm = scanner.has_algorithm();
  return good || (!decoded.whole && decoded.text().starts_with("{\""));
}

/// {"some":"payload"} of manuals: one claim, whose name is none of those that are registered.
bool is_printed(std::string_view payload) noexcept {
  for (std::string_view printed : {R"({"some":"payload"})", R"({"some": "payload"})",
                                   R"({"foo":"bar"})", R"({"hello":"world"})"})
    if (payload == printed) return true;
  return false;
}

}  // namespace

bool jwt(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  std::size_t first = text.find('.');
  std::size_t second = first == text.npos ? first : text.find('.', first + 1);
  if (second == text.npos) return false;
  std::string_view header = text.substr(0, first);
  std::string_view payload = text.substr(first + 1, second - first - 1);
  std::string_view signature = text.substr(second + 1);
  if (signature.size() < 10) return false;
  for (std::string_view part : {header, payload, signature}) {
    if (!is_base64url(part)) return false;
  }
  Decoded decoded;
  bool has_algorithm = false;
  decode(header, decoded);
  if (!is_object(decoded, has_algorithm) || !has_algorithm) return false;
  decode(payload, decoded);
  return !is_printed(decoded.text()) && is_object(decoded, has_algorithm);
}

}  // namespace braque::validate
