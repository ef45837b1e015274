#include "collect.hpp"
#include "encode.hpp"

using namespace braque;
using namespace braque::test;

namespace {

struct Sample {
  const char* encoding;
  const char* text;
};

// Invented sentences, long enough for the statistics of letters.
const Sample kSamples[] = {
    {"windows-1252",
     "Le dossier m\u00e9dical de Fran\u00e7oise a \u00e9t\u00e9 transf\u00e9r\u00e9 \u00e0 "
     "l'h\u00f4pital "
     "l'\u00e9t\u00e9 dernier.\nMontant : 12 \u20ac, pay\u00e9 par ch\u00e8que.\n"},
    {"windows-1251",
     "\u0418\u0432\u0430\u043d \u0436\u0438\u0432\u0435\u0442 \u0432 "
     "\u041c\u043e\u0441\u043a\u0432\u0435 \u0438 "
     "\u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442 \u0432 "
     "\u0431\u043e\u043b\u044c\u0448\u043e\u0439 "
     "\u043a\u043e\u043c\u043f\u0430\u043d\u0438\u0438.\n\u0415\u0433\u043e "
     "\u0442\u0435\u043b\u0435\u0444\u043e\u043d "
     "\u0438\u0437\u0432\u0435\u0441\u0442\u0435\u043d \u0432\u0441\u0435\u043c.\n"},
    {"KOI8-R",
     "\u0418\u0432\u0430\u043d \u0436\u0438\u0432\u0435\u0442 \u0432 "
     "\u041c\u043e\u0441\u043a\u0432\u0435 \u0438 "
     "\u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442 \u0432 "
     "\u0431\u043e\u043b\u044c\u0448\u043e\u0439 "
     "\u043a\u043e\u043c\u043f\u0430\u043d\u0438\u0438.\n\u0415\u0433\u043e "
     "\u0442\u0435\u043b\u0435\u0444\u043e\u043d "
     "\u0438\u0437\u0432\u0435\u0441\u0442\u0435\u043d \u0432\u0441\u0435\u043c.\n"},
    {"IBM866",
     "\u0418\u0432\u0430\u043d \u0436\u0438\u0432\u0435\u0442 \u0432 "
     "\u041c\u043e\u0441\u043a\u0432\u0435 \u0438 "
     "\u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442 \u0432 "
     "\u0431\u043e\u043b\u044c\u0448\u043e\u0439 "
     "\u043a\u043e\u043c\u043f\u0430\u043d\u0438\u0438.\n\u0415\u0433\u043e "
     "\u0442\u0435\u043b\u0435\u0444\u043e\u043d "
     "\u0438\u0437\u0432\u0435\u0441\u0442\u0435\u043d \u0432\u0441\u0435\u043c.\n"},
    {"ibm-1047",
     "MARTIN    ZOE       0612345678  zoe.martin@example.org  12 RUE DES LILAS  75011 PARIS\n"
     "Dupont    Jean      0698765432  jean.dupont@example.org 3 place de la gare 69001 LYON\n"},
    {"ibm-297",
     "Mme L\u00e9a Vasseur, n\u00e9e \u00e0 Orl\u00e9ans, a \u00e9t\u00e9 employ\u00e9e apr\u00e8s "
     "son "
     "arriv\u00e9e \u00e0 Li\u00e8ge.\n"},
    {"Shift_JIS",
     "\u79c1\u306e\u540d\u524d\u306f\u5c71\u7530\u3067\u3059\u3002\u6771\u4eac\u306b\u4f4f\u3093"
     "\u3067\u3044\u307e\u3059\u3002\n"
     "\u96fb\u8a71\u756a\u53f7\u306f\u79d8\u5bc6\u3067\u3059\u3002\u4f1a\u793e\u306e\u4eba\u3068"
     "\u8a71\u3057\u307e\u3057\u305f\u3002\n"},
    {"EUC-JP",
     "\u79c1\u306e\u540d\u524d\u306f\u5c71\u7530\u3067\u3059\u3002\u6771\u4eac\u306b\u4f4f\u3093"
     "\u3067\u3044\u307e\u3059\u3002\n"
     "\u96fb\u8a71\u756a\u53f7\u306f\u79d8\u5bc6\u3067\u3059\u3002\u4f1a\u793e\u306e\u4eba\u3068"
     "\u8a71\u3057\u307e\u3057\u305f\u3002\n"},
    {"EUC-KR",
     "\uc81c \uc774\ub984\uc740 \uae40\ubbfc\uc218\uc785\ub2c8\ub2e4. \uc11c\uc6b8\uc5d0 "
     "\uc0b4\uace0 \uc788\uc2b5\ub2c8\ub2e4.\n"
     "\uc804\ud654 \ubc88\ud638\ub294 \ube44\ubc00\uc785\ub2c8\ub2e4. \ud68c\uc0ac\uc5d0 "
     "\ub2e4\ub2d9\ub2c8\ub2e4.\n"},
    {"GB18030",
     "\u6211\u7684\u540d\u5b57\u662f\u738b\u4f1f\uff0c\u6211\u4f4f\u5728\u5317\u4eac\u3002\u8fd9"
     "\u662f\u4e00\u4e2a\u6d4b\u8bd5\u3002\n"
     "\u4ed6\u7684\u7535\u8bdd\u53f7\u7801\u4e0d\u80fd\u8bf4\u3002\u6211\u4eec\u5728\u516c\u53f8"
     "\u5de5\u4f5c\u3002\n"},
    {"Big5",
     "\u6211\u7684\u540d\u5b57\u662f\u738b\u5049\uff0c\u6211\u4f4f\u5728\u53f0\u5317\u3002\u9019"
     "\u662f\u4e00\u500b\u6e2c\u8a66\u3002\n"
     "\u4ed6\u7684\u96fb\u8a71\u865f\u78bc\u4e0d\u80fd\u8aaa\u3002\u6211\u5011\u5728\u516c\u53f8"
     "\u5de5\u4f5c\u3002\n"},
};

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

/// The source offset of each character, found by encoding every prefix-sized piece on its own.
std::vector<std::uint64_t> character_offsets(std::string_view utf8, const char* encoding) {
  std::vector<std::uint64_t> offsets;
  std::uint64_t offset = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    std::size_t length = 1;
    while (i + length < utf8.size() && (utf8[i + length] & 0xc0) == 0x80) ++length;
    offsets.insert(offsets.end(), length, offset);
    offset += encode(utf8.substr(i, length), encoding).size();
    i += length;
  }
  return offsets;
}

}  // namespace

TEST_CASE("legacy encodings are recognised and decoded, with offsets in source bytes") {
  for (const Sample& sample : kSamples) {
    INFO(sample.encoding);
    const std::string text = repeated(sample.text, 3);
    const std::string bytes = encode(text, sample.encoding);
    const Reading reading = read_part(bytes);
    // windows-949 is EUC-KR with more characters.
    const std::string_view name = sample.encoding;
    CHECK(reading.format.encoding == (name == "EUC-KR" ? "windows-949" : name));
    CHECK(reading.found.owned == text);
    const std::vector<std::uint64_t> expected = character_offsets(text, sample.encoding);
    REQUIRE(reading.found.owned_sources.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const bool starts = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
      if (starts) REQUIRE(reading.found.owned_sources[i] == expected[i]);
    }
  }
}

TEST_CASE("windows may cut any encoding anywhere") {
  for (const Sample& sample : kSamples) {
    INFO(sample.encoding);
    require_same_in_any_windows(encode(repeated(sample.text, 20), sample.encoding));
  }
}

TEST_CASE("UTF-16 and UTF-32, with and without byte order mark, with offsets") {
  const std::string text = repeated(
      "Nom : \u00c9lise, t\u00e9l. 01 02 03 04 05, \u6771\u4eac, signe \U0001F642 fin\n", 30);
  for (const char* encoding : {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
    for (const bool marked : {false, true}) {
      INFO(encoding << (marked ? " with mark" : ""));
      const std::string mark = marked ? encode("\ufeff", encoding) : "";
      const std::string bytes = mark + encode(text, encoding);
      const Reading reading = read_part(bytes);
      REQUIRE(reading.format.encoding == encoding);
      REQUIRE(reading.found.owned == text);
      std::vector<std::uint64_t> expected = character_offsets(text, encoding);
      for (std::size_t i = 0; i < expected.size(); ++i) {
        const bool starts = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
        if (starts) REQUIRE(reading.found.owned_sources[i] == expected[i] + mark.size());
      }
      require_same_in_any_windows(bytes);
    }
  }
}

TEST_CASE("UTF-16 of scripts without Latin letters is recognised by its blanks") {
  for (const char* encoding : {"UTF-16LE", "UTF-16BE"}) {
    const std::string text = repeated(kSamples[1].text, 3);
    CHECK(read_part(encode(text, encoding)).format.encoding == encoding);
  }
}

TEST_CASE("lone surrogates and cut characters become replacement characters") {
  const std::string bytes = std::string(
      "\xff\xfe"
      "A\0\x00\xd8"
      "B\0"
      "C",
      9);
  const Reading reading = read_part(bytes);
  CHECK(reading.found.owned ==
        "A\xef\xbf\xbd"
        "B");
}

TEST_CASE("a few bytes that are not UTF-8 do not change the encoding") {
  const std::string text = repeated("\u00e9t\u00e9 \u00e0 No\u00ebl\n", 20) + "caf\xe9\n";
  const Reading reading = read_part(text);
  CHECK(reading.format.encoding == "UTF-8");
  CHECK(reading.found.owned == text);
}
