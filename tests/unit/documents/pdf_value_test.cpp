#include "documents/pdf_value.hpp"

#include <catch2/catch.hpp>

#include "documents/pdf_filter.hpp"

using braque::documents::pdf_text;
using braque::documents::PdfParser;
using braque::documents::PdfValue;
using Kind = PdfValue::Kind;

TEST_CASE("values of PDF are parsed") {
  PdfParser parser(
      "<< /A#42 12 /R 3 0 R /S (a\\(b\\)\\101\\\n(c)) /H <4a4> /L [1 -2.5 true null] >>");
  const PdfValue value = parser.value();
  REQUIRE(value.is(Kind::dictionary));
  CHECK(value.get("AB")->number == 12);
  REQUIRE(value.get("R")->is(Kind::reference));
  CHECK(value.get("R")->whole_number() == 3);
  CHECK(value.get("S")->text == "a(b)A(c)");
  CHECK(value.get("H")->text == "J@");
  REQUIRE(value.get("L")->items.size() == 4);
  CHECK(value.get("L")->items[1].number == -2.5);
  CHECK(value.get("none") == nullptr);
}

TEST_CASE("what is broken ends, and keeps what came before") {
  CHECK(PdfParser("<< /A 1 /B (open").value().get("A")->number == 1);
  CHECK(PdfParser("[1 2").value().items.size() == 2);
  CHECK(PdfParser("<< /A 7 endobj /B 1 >>").value().get("A")->number == 7);
  CHECK(PdfParser(")").value().is(Kind::null));
  CHECK(PdfParser("").value().is(Kind::null));
  const PdfValue deep = PdfParser(std::string(100'000, '[')).value();
  CHECK(deep.is(Kind::array));
  CHECK(PdfParser("1e999").value().whole_number() == 1);
  CHECK(PdfParser("-5").value().whole_number() == 0);
}

TEST_CASE("text strings become UTF-8") {
  CHECK(pdf_text("Caf\xe9 \x80") == "Café •");
  CHECK(pdf_text(std::string("\xfe\xff\0\xe9\xd8\x3d\xde\0", 8)) == "é😀");
  CHECK(pdf_text("\xef\xbb\xbf\xc3\xa9") == "é");
  CHECK(pdf_text("\xfe\xff\xd8") == "");
}

TEST_CASE("filters are undone in turn, within the limit") {
  const auto unpacked = [](std::string_view bytes, std::string_view filter,
                           std::uint64_t bytes_max = 1000) {
    return braque::documents::unpack_pdf_stream(bytes, PdfParser(filter).value(), {}, bytes_max);
  };
  CHECK(unpacked("4a 4F>", "/ASCIIHexDecode") == "JO");
  CHECK(unpacked("87cUR~>", "/ASCII85Decode") == "Hell");
  CHECK(unpacked("\x01"
                 "ab\xfe"
                 "c\x80",
                 "/RunLengthDecode") == "abccc");
  CHECK(unpacked("abcdef", "[]", 3) == "abc");
  CHECK_FALSE(unpacked("abc", "/DCTDecode").has_value());
}
