#include "database/bson_text.hpp"

#include <bson/bson.h>

#include <array>
#include <chrono>
#include <vector>

#include "base/ascii.hpp"
#include "database/json_text.hpp"
#include "database/row_text.hpp"

namespace braque::database {
namespace {

constexpr std::size_t kDepthMax = 128;  ///< MongoDB allows 100
constexpr std::size_t kKeyBytesMax = 128;
constexpr std::size_t kPathBytesMax = 1024;

/// A key that is a value: somebody's number or address.
bool is_value(std::string_view key) {
  std::size_t digits = 0;
  for (const char c : key) {
    if (c == '@') return true;
    digits += ascii::is_digit(c) ? 1 : 0;
  }
  return key.size() > kKeyBytesMax || (digits * 2 >= key.size() && !key.empty());
}

void append_hexadecimal(std::string& text, std::span<const std::uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
}

/// RFC 4122, section 3.
std::string uuid_text(std::span<const std::uint8_t> bytes) {
  std::string text;
  constexpr std::array<std::size_t, 5> kGroups = {4, 2, 2, 2, 6};
  std::size_t at = 0;
  for (const std::size_t group : kGroups) {
    if (at > 0) text += '-';
    append_hexadecimal(text, bytes.subspan(at, group));
    at += group;
  }
  return text;
}

/// Milliseconds since 1970, as ISO 8601; by the calendar of <chrono>, which knows no time zone.
std::string date_text(std::int64_t milliseconds) {
  constexpr std::int64_t kDayMs = 86'400'000, kDaysMax = 4'000'000;
  const std::int64_t day = milliseconds / kDayMs - (milliseconds % kDayMs < 0 ? 1 : 0);
  if (day > kDaysMax || day < -kDaysMax) return std::to_string(milliseconds);
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const auto second = static_cast<int>((milliseconds - day * kDayMs) / 1000);
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  std::string result = text;
  if (second == 0) return result;
  std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", second / 3600, second / 60 % 60,
                second % 60);
  return result + text;
}

std::string binary_text(const bson_iter_t* value) {
  bson_subtype_t kind = BSON_SUBTYPE_BINARY;
  std::uint32_t size = 0;
  const std::uint8_t* bytes = nullptr;
  bson_iter_binary(value, &kind, &size, &bytes);
  constexpr std::uint32_t kUuidBytes = 16;
  if ((kind == BSON_SUBTYPE_UUID || kind == BSON_SUBTYPE_UUID_DEPRECATED) && size == kUuidBytes)
    return uuid_text({bytes, size});
  std::string text;
  append_binary(text, {reinterpret_cast<const char*>(bytes), size});
  return text;
}

/// "" for what is no value: null, keys at the ends of ranges.
std::string value_text(const bson_iter_t* value) {
  std::uint32_t size = 0;
  char text[BSON_DECIMAL128_STRING];
  switch (bson_iter_type(value)) {
    case BSON_TYPE_UTF8: {
      const char* bytes = bson_iter_utf8(value, &size);
      return {bytes, size};
    }
    case BSON_TYPE_SYMBOL: {
      const char* bytes = bson_iter_symbol(value, &size);
      return {bytes, size};
    }
    case BSON_TYPE_CODE: {
      const char* bytes = bson_iter_code(value, &size);
      return {bytes, size};
    }
    case BSON_TYPE_INT32:
      return std::to_string(bson_iter_int32(value));
    case BSON_TYPE_INT64:
      return std::to_string(bson_iter_int64(value));
    case BSON_TYPE_BOOL:
      return bson_iter_bool(value) ? "true" : "false";
    case BSON_TYPE_DATE_TIME:
      return date_text(bson_iter_date_time(value));
    case BSON_TYPE_BINARY:
      return binary_text(value);
    case BSON_TYPE_DOUBLE: {
      // Whole numbers are often kept as doubles: telephone numbers among them.
      std::snprintf(text, sizeof text, "%.15g", bson_iter_double(value));
      return text;
    }
    case BSON_TYPE_DECIMAL128: {
      bson_decimal128_t number;
      if (!bson_iter_decimal128(value, &number)) return {};
      bson_decimal128_to_string(&number, text);
      return text;
    }
    case BSON_TYPE_OID: {
      bson_oid_to_string(bson_iter_oid(value), text);
      return text;
    }
    case BSON_TYPE_REGEX: {
      const char* pattern = bson_iter_regex(value, nullptr);
      return pattern == nullptr ? std::string() : std::string(pattern);
    }
    default:
      return {};
  }
}

/// A document or list that is being read.
struct Level {
  bson_iter_t iter;
  std::size_t path_bytes = 0;  ///< of the path to it
  bool list = false;
};

}  // namespace

bool append_document(std::string& text, std::span<const std::uint8_t> bson,
                     std::uint64_t bytes_max) {
  std::vector<Level> levels(1);
  const std::size_t begin = text.size();
  bool whole = bson_iter_init_from_data(&levels[0].iter, bson.data(), bson.size());
  if (!whole) levels.clear();
  std::string path;
  text += '{';
  while (!levels.empty() && text.size() - begin < bytes_max) {
    Level& level = levels.back();
    path.resize(level.path_bytes);
    if (!bson_iter_next(&level.iter)) {
      whole = whole && level.iter.err_off == 0;
      levels.pop_back();
      continue;
    }
    if (!level.list) {
      const std::string_view key = bson_iter_key(&level.iter);
      if (!path.empty()) path += '.';
      if (is_value(key)) append_json_member(text, path + "key", key);
      path += is_value(key) ? std::string_view("*") : key;
    }
    const bson_type_t type = bson_iter_type(&level.iter);
    if (type == BSON_TYPE_DOCUMENT || type == BSON_TYPE_ARRAY) {
      Level inner{{}, path.size(), type == BSON_TYPE_ARRAY};
      const bool deep = levels.size() >= kDepthMax || path.size() > kPathBytesMax;
      if (deep || !bson_iter_recurse(&level.iter, &inner.iter))
        whole = false;
      else
        levels.push_back(inner);
      continue;
    }
    if (const std::string value = value_text(&level.iter); !value.empty())
      append_json_member(text, path, value);
  }
  text += '}';
  return whole && levels.empty();
}

}  // namespace braque::database
