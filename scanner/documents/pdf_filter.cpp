#include "documents/pdf_filter.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "documents/inflate_text.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kFiltersMax = 4;

std::uint64_t parameter(const PdfValue& parameters, std::string_view key, std::uint64_t otherwise) {
  const PdfValue* value = parameters.get(key);
  return value == nullptr ? otherwise : value->whole_number();
}

unsigned char paeth(int left, int above, int corner) {
  const int estimate = left + above - corner;
  const int to_left = std::abs(estimate - left), to_above = std::abs(estimate - above),
            to_corner = std::abs(estimate - corner);
  if (to_left <= to_above && to_left <= to_corner) return static_cast<unsigned char>(left);
  return static_cast<unsigned char>(to_above <= to_corner ? above : corner);
}

/// Predictors of PNG (RFC 2083, 6), each row with its own; TIFF's predictor stays as it is, nobody
/// packs text with it.
std::string undo_prediction(std::string bytes, const PdfValue& parameters) {
  constexpr std::uint64_t kFirstOfPng = 10, kRowMax = 1 << 20;
  if (parameter(parameters, "Predictor", 1) < kFirstOfPng) return bytes;
  const std::uint64_t bits = std::min(parameter(parameters, "Colors", 1), kRowMax) *
                             std::min(parameter(parameters, "BitsPerComponent", 8), kRowMax);
  const std::uint64_t row_bits = bits * std::min(parameter(parameters, "Columns", 1), kRowMax);
  const auto pixel = static_cast<std::size_t>(std::max<std::uint64_t>(1, bits / 8));
  const std::uint64_t row_bytes = (row_bits + 7) / 8;
  if (row_bytes == 0 || row_bytes > kRowMax || pixel > row_bytes) return bytes;
  const auto row = static_cast<std::size_t>(row_bytes);
  std::string made;
  std::vector<unsigned char> above(row, 0), line(row, 0);
  for (std::size_t at = 0; at + 1 < bytes.size(); at += row + 1) {
    const std::size_t count = std::min(row, bytes.size() - at - 1);
    for (std::size_t i = 0; i < count; ++i) {
      const int left = i >= pixel ? line[i - pixel] : 0, up = above[i];
      const int corner = i >= pixel ? above[i - pixel] : 0;
      int guess = 0;
      switch (bytes[at]) {
        case 1:
          guess = left;
          break;
        case 2:
          guess = up;
          break;
        case 3:
          guess = (left + up) / 2;
          break;
        case 4:
          guess = paeth(left, up, corner);
          break;
        default:
          break;
      }
      line[i] = static_cast<unsigned char>(static_cast<unsigned char>(bytes[at + 1 + i]) + guess);
    }
    made.append(reinterpret_cast<const char*>(line.data()), count);
    above = line;
  }
  return made;
}

std::string from_hexadecimal(std::string_view packed) {
  const std::string source = "<" + std::string(packed.substr(0, packed.find('>'))) + ">";
  return PdfParser(source).value().text;
}

/// 7.4.3.
std::string from_ascii85(std::string_view packed) {
  std::string made;
  std::uint64_t group = 0;
  int digits = 0;
  const auto flush = [&](int bytes) {
    for (int i = 0; i < bytes; ++i) made += static_cast<char>(group >> (24 - 8 * i) & 0xff);
    group = 0;
    digits = 0;
  };
  for (const char c : packed) {
    if (c == '~') break;
    if (c == 'z' && digits == 0) {
      made.append(4, '\0');
    } else if (c >= '!' && c <= 'u') {
      group = group * 85 + static_cast<std::uint64_t>(c - '!');
      if (++digits == 5) flush(4);
    }
  }
  if (digits > 1) {
    const int bytes = digits - 1;
    for (; digits < 5; ++digits) group = group * 85 + 84;
    flush(bytes);
  }
  return made;
}

/// 7.4.5.
std::string from_run_lengths(std::string_view packed, std::uint64_t bytes_max) {
  std::string made;
  for (std::size_t at = 0; at < packed.size() && made.size() < bytes_max;) {
    const auto length = static_cast<unsigned char>(packed[at++]);
    if (length == 128) break;
    if (length < 128) {
      made.append(packed.substr(at, length + 1U));
      at += length + 1U;
    } else if (at < packed.size()) {
      made.append(257U - length, packed[at++]);
    }
  }
  return made;
}

}  // namespace

std::optional<std::string> unpack_pdf_stream(std::string_view packed, const PdfValue& filter,
                                             const PdfValue& parameters, std::uint64_t bytes_max) {
  std::vector<const PdfValue*> filters;
  if (filter.is(PdfValue::Kind::name)) filters.push_back(&filter);
  for (const PdfValue& item : filter.items) filters.push_back(&item);
  if (filters.size() > kFiltersMax) return std::nullopt;
  std::string bytes(packed.substr(
      0, filters.empty()
             ? static_cast<std::size_t>(std::min<std::uint64_t>(bytes_max, packed.size()))
             : packed.size()));
  for (std::size_t i = 0; i < filters.size(); ++i) {
    const std::string& name = filters[i]->text;
    if (name == "FlateDecode" || name == "Fl") {
      const bool each = parameters.is(PdfValue::Kind::array);
      static const PdfValue kNone;
      const PdfValue& own = !each                         ? parameters
                            : i < parameters.items.size() ? parameters.items[i]
                                                          : kNone;
      bytes = undo_prediction(inflate_text(bytes, bytes_max), own);
    } else if (name == "ASCIIHexDecode" || name == "AHx") {
      bytes = from_hexadecimal(bytes);
    } else if (name == "ASCII85Decode" || name == "A85") {
      bytes = from_ascii85(bytes);
    } else if (name == "RunLengthDecode" || name == "RL") {
      bytes = from_run_lengths(bytes, bytes_max);
    } else if (name != "Crypt") {
      return std::nullopt;
    }
  }
  return bytes;
}

}  // namespace braque::documents
