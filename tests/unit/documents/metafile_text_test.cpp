#include "documents/metafile_text.hpp"

#include <catch2/catch.hpp>

using braque::documents::read_enhanced_metafile;
using braque::documents::read_windows_metafile;

namespace {

std::string number(std::uint32_t value, std::size_t bytes = 4) {
  std::string made;
  for (std::size_t i = 0; i < bytes; ++i) made += static_cast<char>(value >> (8 * i) & 0xff);
  return made;
}

std::string emf_record(std::uint32_t kind, std::string content) {
  content.resize((content.size() + 3) / 4 * 4);
  return number(kind) + number(static_cast<std::uint32_t>(content.size() + 8)) + content;
}

/// EMR_EXTTEXTOUTW at a height.
std::string emf_text(const std::u16string& text, std::uint32_t height) {
  std::string content(28, '\0');
  content += number(0) + number(height) + number(static_cast<std::uint32_t>(text.size())) +
             number(76) + std::string(24, '\0');
  for (const char16_t c : text) content += number(c, 2);
  return emf_record(84, content);
}

std::string wmf_record(std::uint16_t kind, std::string content) {
  content.resize((content.size() + 1) / 2 * 2);
  return number(static_cast<std::uint32_t>(content.size() / 2 + 3)) + number(kind, 2) + content;
}

}  // namespace

TEST_CASE("texts of an enhanced metafile become lines") {
  const std::string file = emf_record(1, std::string(80, '\0')) + emf_text(u"Élodie", 10) +
                           emf_text(u"Le Goff", 10) + emf_text(u"Brest", 30) +
                           emf_record(14, std::string(12, '\0'));
  const auto read = read_enhanced_metafile(file);
  CHECK(read.text == "Élodie Le Goff\nBrest");
  CHECK(read.whole);
}

TEST_CASE("letters of one line are joined") {
  const auto read =
      read_enhanced_metafile(emf_text(u"a", 5) + emf_text(u"b", 5) + emf_text(u"c", 5));
  CHECK(read.text == "abc");
  CHECK_FALSE(read.whole);
}

TEST_CASE("texts of a Windows metafile are read in the font's character set") {
  std::string font(18, '\0');
  font[13] = static_cast<char>(204);
  const std::string head = number(1, 2) + number(9, 2) + number(0x300, 2) + std::string(12, '\0');
  const std::string file =
      head + wmf_record(0x0521, number(4, 2) + "Nom:" + number(7, 2)) + wmf_record(0x02fb, font) +
      wmf_record(0x0a32, number(9, 2) + number(0, 2) + number(2, 2) + number(0, 2) + "\xc8\xe2") +
      wmf_record(0, "");
  const auto read = read_windows_metafile(file);
  CHECK(read.text == "Nom:\nИв");
  CHECK(read.whole);
}

TEST_CASE("damaged metafiles end") {
  const std::string broken = number(84) + number(16) + std::string(8, '\xff');
  CHECK(read_enhanced_metafile(broken).text.empty());
  CHECK(read_enhanced_metafile(number(84) + number(0)).text.empty());
  CHECK(read_windows_metafile(std::string(18, '\0') + number(0) + "abcdef").text.empty());
  CHECK(read_windows_metafile("").text.empty());
}
