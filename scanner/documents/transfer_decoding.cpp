#include "documents/transfer_decoding.hpp"

#include <array>
#include <cstdint>

namespace braque::documents::mail {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// RFC 4648, table 1, and table 2 ('-', '_') as some writers use it.
constexpr std::array<std::int8_t, 256> kBase64 = [] {
  std::array<std::int8_t, 256> table{};
  table.fill(-1);
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kDigits.size(); ++i)
    table[static_cast<unsigned char>(kDigits[i])] = static_cast<std::int8_t>(i);
  table['-'] = 62;
  table['_'] = 63;
  return table;
}();

class Identity final : public TransferDecoder {
 public:
  void decode(std::string_view text, std::string& out) override { out += text; }
};

class Base64 final : public TransferDecoder {
 public:
  void decode(std::string_view text, std::string& out) override {
    for (const char byte : text) {
      if (byte == '=') {
        // Padding ends a run; some writers join several.
        bits_ = count_ = 0;
        continue;
      }
      const int digit = kBase64[static_cast<unsigned char>(byte)];
      if (digit < 0) continue;
      bits_ = (bits_ << 6 | static_cast<unsigned>(digit)) & 0xffffff;
      if (++count_ % 4 == 1) continue;
      const unsigned shift = count_ % 4 == 2 ? 4 : count_ % 4 == 3 ? 2 : 0;
      out += static_cast<char>(bits_ >> shift & 0xff);
    }
  }

 private:
  unsigned bits_ = 0, count_ = 0;
};

class QuotedPrintable final : public TransferDecoder {
 public:
  void decode(std::string_view text, std::string& out) override {
    std::string joined;
    if (!rest_.empty()) {
      joined = rest_ + std::string(text);
      rest_.clear();
      text = joined;
    }
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t equals = text.find('=', at);
      append(text.substr(at, equals - at), out);
      if (equals == std::string_view::npos) return;
      at = equals;
      // The next piece may decide: "=", "=4", "=\r".
      if (text.size() - at < 3 && text.back() != '\n') {
        rest_ = text.substr(at);
        return;
      }
      at += escape(text.substr(at), out);
    }
  }
  void finish(std::string& out) override {
    out += rest_;
    rest_.clear();
  }

 private:
  /// RFC 2045, 6.7 (3): blanks at the end of a line were added on the way.
  static void append(std::string_view text, std::string& out) {
    std::size_t end = text.size();
    if (text.ends_with('\n')) {
      --end;
      if (end > 0 && text[end - 1] == '\r') --end;
      std::size_t last = end;
      while (last > 0 && (text[last - 1] == ' ' || text[last - 1] == '\t')) --last;
      out += text.substr(0, last);
      out += text.substr(end);
      return;
    }
    out += text;
  }
  /// What begins with '='; returns the bytes used.
  static std::size_t escape(std::string_view text, std::string& out) {
    if (text.size() >= 3 && hex_digit(text[1]) >= 0 && hex_digit(text[2]) >= 0) {
      out += static_cast<char>(hex_digit(text[1]) * 16 + hex_digit(text[2]));
      return 3;
    }
    std::size_t at = 1;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) ++at;
    if (at < text.size() && text[at] == '\n') return at + 1;
    out += '=';
    return 1;
  }

  std::string rest_;
};

/// uuencode(5): "begin 644 name", lines that start with their length, "end".
class Uuencode final : public TransferDecoder {
 public:
  void decode(std::string_view text, std::string& out) override {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    if (text.empty() || text.starts_with("begin ") || text == "end") return;
    const auto digit = [&](std::size_t i) {
      return i < text.size() ? (static_cast<unsigned>(text[i]) - 32U) & 63U : 0U;
    };
    std::size_t left = digit(0);
    for (std::size_t at = 1; left > 0 && at < text.size(); at += 4) {
      const unsigned bits =
          digit(at) << 18 | digit(at + 1) << 12 | digit(at + 2) << 6 | digit(at + 3);
      for (unsigned shift = 24; shift > 0 && left > 0; --left)
        out += static_cast<char>(bits >> (shift -= 8) & 0xff);
    }
  }
};

/// yEnc 1.3: bytes plus 42, and '=' before those that were moved by 64 more.
class Yenc final : public TransferDecoder {
 public:
  void decode(std::string_view text, std::string& out) override {
    if (text.starts_with("=ypart ")) return;
    for (const char byte : text) {
      if (byte == '\r' || byte == '\n') continue;
      if (byte == '=' && !escaped_) {
        escaped_ = true;
        continue;
      }
      out += static_cast<char>(byte - 42 - (escaped_ ? 64 : 0));
      escaped_ = false;
    }
  }

 private:
  bool escaped_ = false;
};

}  // namespace

std::unique_ptr<TransferDecoder> make_transfer_decoder(std::string_view encoding) {
  if (encoding == "base64") return std::make_unique<Base64>();
  if (encoding == "quoted-printable") return std::make_unique<QuotedPrintable>();
  if (encoding == "x-uuencode" || encoding == "uuencode" || encoding == "x-uue")
    return std::make_unique<Uuencode>();
  if (encoding == "x-yenc") return std::make_unique<Yenc>();
  return std::make_unique<Identity>();
}

std::string decode_quoted(std::string_view text, bool underscore_is_space) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escaped = text[at] == '=' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
                         hex_digit(text[at + 2]) >= 0;
    if (escaped) {
      out += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      out += underscore_is_space && text[at] == '_' ? ' ' : text[at];
    }
  }
  return out;
}

std::string decode_base64(std::string_view text) {
  std::string out;
  Base64().decode(text, out);
  return out;
}

}  // namespace braque::documents::mail
