// Writes one JSON document into a string, with the commas where they belong. No tree is built:
// findings are written as they come.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/escape.hpp"

namespace braque {

class JsonWriter {
 public:
  /// Appends to `out`, which must outlive the writer.
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& key(std::string_view name) {
    comma();
    append_json_string(out_, name);
    out_ += ':';
    comma_ = false;
    return *this;
  }
  JsonWriter& string(std::string_view text) {
    comma();
    append_json_string(out_, text);
    comma_ = true;
    return *this;
  }
  /// null where the text is empty.
  JsonWriter& string_or_null(std::string_view text) { return text.empty() ? null() : string(text); }
  JsonWriter& number(std::uint64_t value) { return raw(std::to_string(value)); }
  /// With up to `decimals` places, cut and not rounded: 0.8999 stays below 0.9, as its band says.
  JsonWriter& decimal(double value, int decimals);
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  /// JSON made elsewhere.
  JsonWriter& raw(std::string_view json) {
    comma();
    out_ += json;
    comma_ = true;
    return *this;
  }

 private:
  void comma() {
    if (comma_) out_ += ',';
    comma_ = true;
  }
  JsonWriter& open(char bracket) {
    comma();
    out_ += bracket;
    comma_ = false;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ += bracket;
    comma_ = true;
    return *this;
  }

  std::string& out_;
  bool comma_ = false;
};

/// Lower-case hexadecimal of a digest.
template <typename Bytes>
std::string hexadecimal(const Bytes& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (auto byte : bytes) {
    text += kDigits[static_cast<unsigned char>(byte) >> 4];
    text += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

}  // namespace braque
