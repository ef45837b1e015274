#include <catch2/catch.hpp>
#include <string>

#include "extract/wrong_extension.hpp"
#include "model/extractor.hpp"

using namespace braque;

namespace {

std::string bytes(std::initializer_list<int> values, std::size_t size = 128) {
  std::string text;
  for (const int value : values) text += static_cast<char>(value);
  text.resize(size, '\0');
  return text;
}

}  // namespace

TEST_CASE("old formats are known by their first bytes") {
  CHECK(detect_container(bytes({0, 0, 2, 0, 6, 4}), "") == "lotus");
  CHECK(detect_container(bytes({0, 0, 2, 0, 0x20, 0x51}), "") == "quattro");
  CHECK(detect_container(bytes({0xff, 'W', 'P', 'C', 16, 0, 0, 0, 1, 10}), "") == "wordperfect");
  CHECK(detect_container(bytes({0xff, 'W', 'P', 'C', 16, 0, 0, 0, 1, 22}), "").empty());
  CHECK(detect_container(bytes({9, 2, 6, 0, 3, 0, 16, 0}), "") == "xls");
  CHECK(detect_container(bytes({9, 2, 6, 0, 3, 0, 99, 0}), "").empty());
}

TEST_CASE("a table of dBase needs more than its first byte") {
  std::string table = bytes({3, 124, 2, 29, 1, 0, 0, 0, 65, 0, 6, 0});
  table[32] = 'N';
  table[43] = 'C';
  table[48] = 5;
  table[64] = '\r';
  CHECK(detect_container(table, "") == "dbf");
  table[43] = '?';
  CHECK(detect_container(table, "").empty());
}

TEST_CASE("formats that nobody reads are named") {
  const auto format = [](std::string head) {
    head.resize(600, '\x01');
    return detect_text_format(head, true, "");
  };
  CHECK(format("PAR1\x15").name == "parquet");
  CHECK(format("PAR1\x15").reason == Reason::unsupported_format);
  CHECK(format("QFI\xfb").name == "qcow2");
  CHECK(format("\x1a\x45\xdf\xa3").name == "matroska");
  CHECK(format("ITSF\x03").name == "chm");
  CHECK(format(std::string("\xff\x06\0\0sNaPpY", 10)).name == "snappy");
  CHECK(format(std::string(128, '\0') + "DICM").name == "dicom");
  CHECK(format("\xed\xab\xee\xdb").name == "rpm");
}

TEST_CASE("pictures of all kinds need their text recognised") {
  const auto reason = [](const std::string& head) {
    return detect_text_format(head, true, "").reason;
  };
  std::string icon("\0\0\1\0\2\0\x10\x10\0\0\1\0\x20\0\x68\4\0\0\x26\0\0\0", 22);
  CHECK(reason(icon + std::string(80, '\1')) == Reason::needs_ocr);
  icon[18] = 0x27;  // the first picture does not follow the list
  CHECK(reason(icon + std::string(80, '\1')) != Reason::needs_ocr);
  CHECK(reason("P6\n# made\n640 480 255\n" + std::string(80, '\xff')) == Reason::needs_ocr);
  CHECK(reason("P5 is the fifth paragraph of 12 in 3 parts") == Reason::none);
  CHECK(reason(std::string("\x97JB2\r\n\x1a\n", 8) + std::string(80, '\0')) == Reason::needs_ocr);
  CHECK(reason("BPG\xfb" + std::string(80, '\0')) == Reason::needs_ocr);
}

TEST_CASE("a name that promises another format is remarked") {
  CHECK(extract::wrong_extension("photo.JPG", "zip") == "named .jpg, is zip");
  CHECK(extract::wrong_extension("photo.jpg", "jpeg").empty());
  CHECK(extract::wrong_extension("liste.xls", "html") == "named .xls, is html");
  CHECK(extract::wrong_extension("notes", "pdf").empty());
}
