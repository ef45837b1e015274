#include "documents/image_metadata.hpp"

#include <exiv2/exiv2.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <exception>
#include <mutex>
#include <optional>

#include "documents/code_page.hpp"
#include "documents/property_lines.hpp"

namespace braque::documents {
namespace {

constexpr long kBinaryBytesMax = 64;  // of a value without a type: longer ones are programs' own
constexpr long kNumbersMax = 16;      // of a value: longer ones are tables of the camera

std::string as_utf8(const std::string& value) {
  std::string text;
  append_utf8(text, value);
  return text;
}

/// Numbers without a meaning are left out; texts of any length stay.
bool is_text(Exiv2::TypeId type) {
  return type == Exiv2::asciiString || type == Exiv2::string || type == Exiv2::comment ||
         type == Exiv2::xmpText || type == Exiv2::xmpAlt || type == Exiv2::xmpBag ||
         type == Exiv2::xmpSeq || type == Exiv2::langAlt || type == Exiv2::date ||
         type == Exiv2::time;
}

/// Tags of the standard are written as people read them, those of cameras' makers as they are:
/// exiv2 would look for a configuration file for them.
std::string exif_value(const Exiv2::Exifdatum& tag, const Exiv2::ExifData& all) {
  // EXIF 2.32, 4.6.5: comments name their encoding in eight bytes, which exiv2 has undone.
  if (const auto* comment = dynamic_cast<const Exiv2::CommentValue*>(&tag.value()))
    return comment->comment();
  const std::string group = tag.groupName();
  const std::string name = tag.tagName();
  const bool standard = group == "Image" || group == "Photo" || group == "GPSInfo";
  // The fields of Windows Explorer are UTF-16 in bytes.
  const bool explorer = standard && name.starts_with("XP");
  if (!is_text(tag.typeId()) && !explorer) {
    if (!standard || tag.count() > kNumbersMax) return {};
    if (tag.typeId() == Exiv2::undefined && tag.size() > kBinaryBytesMax) return {};
  }
  return standard ? tag.print(&all) : tag.toString();
}

/// Degrees from three fractions and a hemisphere (EXIF 2.32, 4.6.6).
std::optional<double> degrees(const Exiv2::ExifData& exif, const char* key, const char* side) {
  const auto value = exif.findKey(Exiv2::ExifKey(key));
  const auto half = exif.findKey(Exiv2::ExifKey(side));
  if (value == exif.end() || value->count() != 3) return std::nullopt;
  double sum = 0, unit = 1;
  for (long i = 0; i < 3; ++i, unit *= 60) {
    const Exiv2::Rational fraction = value->toRational(i);
    if (fraction.second == 0) return std::nullopt;
    sum += static_cast<double>(fraction.first) / static_cast<double>(fraction.second) / unit;
  }
  const bool minus = half != exif.end() && (half->toString() == "S" || half->toString() == "W");
  return minus ? -sum : sum;
}

void add_position(std::string& text, const Exiv2::ExifData& exif) {
  const auto latitude = degrees(exif, "Exif.GPSInfo.GPSLatitude", "Exif.GPSInfo.GPSLatitudeRef");
  const auto longitude = degrees(exif, "Exif.GPSInfo.GPSLongitude", "Exif.GPSInfo.GPSLongitudeRef");
  if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) return;
  std::array<char, 64> line;
  std::snprintf(line.data(), line.size(), "%.6f, %.6f", *latitude, *longitude);
  add_property(text, "GPSPosition", line.data());
}

void add_exif(std::string& text, const Exiv2::ExifData& exif, std::size_t bytes_max) {
  for (const Exiv2::Exifdatum& tag : exif) {
    if (text.size() > bytes_max) return;
    add_property(text, tag.tagName(), as_utf8(exif_value(tag, exif)));
  }
  add_position(text, exif);
}

void add_rest(std::string& text, const Exiv2::Image& image, std::size_t bytes_max) {
  for (const Exiv2::Iptcdatum& tag : image.iptcData()) {
    if (text.size() > bytes_max) return;
    if (tag.typeId() != Exiv2::undefined || tag.size() <= kBinaryBytesMax)
      add_property(text, tag.tagName(), as_utf8(tag.toString()));
  }
  for (const Exiv2::Xmpdatum& tag : image.xmpData()) {
    if (text.size() > bytes_max) return;
    if (is_text(tag.typeId())) add_property(text, tag.tagName(), as_utf8(tag.toString()));
  }
  add_property(text, "Comment", as_utf8(image.comment()));
}

/// For exiv2's XMP parser, which is one for all threads.
void lock_parser(void* mutex, bool lock) {
  auto& parser = *static_cast<std::recursive_mutex*>(mutex);
  if (lock)
    parser.lock();
  else
    parser.unlock();
}

}  // namespace

ImageMetadata read_image_metadata(std::string_view image, std::size_t bytes_max) {
  ImageMetadata metadata;
  try {
    const auto opened = Exiv2::ImageFactory::open(
        reinterpret_cast<const Exiv2::byte*>(image.data()), static_cast<long>(image.size()));
    metadata.readable = true;
    try {
      opened->readMetadata();
    } catch (const Exiv2::AnyError&) {
      metadata.readable = false;  // what was read before stands
    }
    add_exif(metadata.properties, opened->exifData(), bytes_max);
    add_rest(metadata.properties, *opened, bytes_max);
  } catch (const std::exception&) {
    metadata.readable = false;
  }
  return metadata;
}

void prepare_images() {
  static std::recursive_mutex parser;
  [[maybe_unused]] static const bool prepared = [] {
    Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
    Exiv2::XmpParser::initialize(lock_parser, &parser);
#ifdef EXV_ENABLE_BMFF
    Exiv2::enableBMFF(true);
#endif
    // The converters of characters.
    const std::string utf16("a\0b\0", 4);
    std::string converted = utf16;
    Exiv2::convertStringCharset(converted, "UCS-2LE", "UTF-8");
    return true;
  }();
}

}  // namespace braque::documents
