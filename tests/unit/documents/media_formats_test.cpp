// Pictures and sound are known by their first bytes; what only begins alike is not.
#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "model/extractor.hpp"

using namespace braque;
using namespace std::string_literals;

namespace {

std::string_view kind(std::string bytes, std::string_view name = "x") {
  bytes.resize(64, '\1');
  return detect_container(bytes, name);
}

}  // namespace

TEST_CASE("pictures and sound are recognised") {
  const std::vector<std::pair<std::string, std::string_view>> files = {
      {"\xff\xd8\xff\xe0"s, "jpeg"},
      {"\x89PNG\r\n\x1a\n"s, "png"},
      {"II*\0"s, "tiff"},
      {"MM\0*"s, "tiff"},
      {"GIF89a"s, "gif"},
      {"BM1234\0\0\0\0abcd\x28\0\0\0"s, "bmp"},
      {"8BPS\0\x01"s, "psd"},
      {"RIFF1234WEBP"s, "webp"},
      {"\0\0\0\x0cjP  \r\n\x87\n"s, "jp2"},
      {"\0\0\0\x18"
       "ftypheic\0\0\0\0"s,
       "heic"},
      {"\0\0\0\x18"
       "ftypavif\0\0\0\0"s,
       "heic"},
      {"\0\0\0\x18"
       "ftypM4A \0\0\0\0"s,
       "mp4"},
      {"FUJIFILMCCD-RAW 0201"s, "photo"},
      {"\x01\0\0\0"s + std::string(36, '\0') + " EMF", "emf"},
      {"\xd7\xcd\xc6\x9a"s, "wmf"},
      {"\x01\0\x09\0\0\x03"s, "wmf"},
      {"ID3\x04\0\0\0\0\0\x0a"s, "mp3"},
      {"fLaC"s, "flac"},
      {"OggS\0"s, "ogg"},
      {"RIFF1234WAVE"s, "wav"},
      {"FORM1234AIFF"s, "aiff"},
      {"\x30\x26\xb2\x75\x8e\x66\xcf\x11"s, "wma"},
      {"MAC \x96\x0f"s, "ape"},
      {"wvPk123456\0"s, "wv"},
  };
  for (const auto& [bytes, format] : files) {
    INFO(format);
    CHECK(kind(bytes) == format);
  }
}

TEST_CASE("text that begins like a picture or sound is text") {
  CHECK(kind("MAC addresses of the office").empty());
  CHECK(kind("ID3 tags are").empty());
  CHECK(kind("BM is short for").empty());
  CHECK(kind("RIFF and raff").empty());
  CHECK(kind("FORM of application").empty());
}

TEST_CASE("sound without a tag needs its name") {
  CHECK(kind("\xff\xfb\x90\x44"s, "a.mp3") == "mp3");
  CHECK(kind("\xff\xfb\x90\x44"s, "a.dat").empty());
}
