#include <random>

#include "collect.hpp"
#include "encode.hpp"

using namespace braque;
using namespace braque::test;

namespace {

const std::string kNoise("\x01\x02\x00\x7f\x03\xff\x00\x00\x10", 9);

std::string noise(std::size_t count) {
  std::string result;
  while (result.size() < count) result += kNoise;
  result.resize(count);
  return result;
}

/// All runs of six and more printable ASCII characters, the slow way.
std::vector<std::pair<std::uint64_t, std::string>> slow_runs(std::string_view bytes) {
  std::vector<std::pair<std::uint64_t, std::string>> runs;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= bytes.size(); ++i) {
    const bool printable = i < bytes.size() && bytes[i] >= 0x20 && bytes[i] < 0x7f;
    if (printable) continue;
    if (i - begin >= 6) runs.emplace_back(begin, bytes.substr(begin, i - begin));
    begin = i + 1;
  }
  return runs;
}

}  // namespace

TEST_CASE("printable runs of a binary are found with their offsets") {
  const std::string bytes = noise(300) + "first@run.example" + noise(70) + "short" + noise(33) +
                            encode("\u00c9lodie Martin", "UTF-16LE") + noise(5) + "caf\u00e9s!" +
                            noise(64);
  const Reading reading = read_part(bytes);
  CHECK(reading.format.name == "binary");
  CHECK(reading.format.encoding.empty());
  CHECK(reading.found.owned == "first@run.example\n\f\n\u00c9lodie Martin\n\f\ncaf\u00e9s!");
  CHECK(reading.found.owned_sources[0] == 300);
  const std::size_t martin = reading.found.owned.find("Martin");
  CHECK(reading.found.owned_sources[martin] == 300 + 17 + 70 + 5 + 33 + 2 * 7);
}

TEST_CASE("a run is found at every position and of either byte order") {
  for (std::size_t before = 8; before < 150; ++before) {
    for (const char* encoding : {"UTF-8", "UTF-16LE", "UTF-16BE"}) {
      const std::string bytes = std::string(before, '\x02') + encode("abcdef", encoding) +
                                std::string(90, '\x02') + std::string(9, '\0');
      const Reading reading = read_part(bytes);
      INFO(encoding << " at " << before);
      REQUIRE(reading.found.owned == "abcdef");
      const std::size_t shift = std::string_view(encoding) == "UTF-16BE" ? 1 : 0;
      REQUIRE(reading.found.owned_sources[0] == before + shift);
    }
  }
}

TEST_CASE("the fast search finds what the slow one finds in random bytes") {
  std::mt19937 random(7);
  std::string bytes(200000, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random() % 3 != 0 ? random() % 128 : 0x01);
  std::vector<std::pair<std::uint64_t, std::string>> found;
  const Reading reading = read_part(bytes);
  const std::string& text = reading.found.owned;
  for (const auto& [offset, run] : slow_runs(bytes)) {
    // Tabs and 16-bit runs join what the slow search tells apart; the text must be there all the
    // same, at its place.
    const auto at = std::lower_bound(reading.found.owned_sources.begin(),
                                     reading.found.owned_sources.end(), offset);
    REQUIRE(at != reading.found.owned_sources.end());
    const auto position = static_cast<std::size_t>(at - reading.found.owned_sources.begin());
    REQUIRE(text.substr(position, run.size()) == run);
  }
}

TEST_CASE("windows cut a binary anywhere") {
  const std::string bytes = noise(99) +
                            "a run of text that is longer than a small window, since "
                            "windows may be small in tests" +
                            noise(150) + encode("wide run \u00e9\u00e8", "UTF-16LE") + noise(10) +
                            "tailrun";
  const Reading whole = read_part(bytes);
  for (const std::size_t owned : {1U, 7U, 64U, 100U}) {
    const Reading cut = read_part(bytes, "", {owned, 4096});
    // Separators belong to no source byte, so only text is compared.
    const auto text_of = [](const Reading& reading) {
      std::string text;
      for (const char byte : reading.found.owned) {
        if (byte != '\n' && byte != '\f') text.push_back(byte);
      }
      return text;
    };
    REQUIRE(text_of(cut) == text_of(whole));
  }
}

TEST_CASE("known binary formats are named and still read") {
  const auto format = [](const std::string& head) {
    return detect_text_format(head + noise(200), true, "");
  };
  CHECK(format("\xff\xd8\xff\xe0").name == "image");
  CHECK(format("\xff\xd8\xff\xe0").reason == Reason::needs_ocr);
  CHECK(format("\x89PNG\r\n\x1a\n").reason == Reason::needs_ocr);
  CHECK(format("%PDF-1.7\n").name == "pdf");
  CHECK(format("%PDF-1.7\n").reason == Reason::unsupported_format);
  CHECK(format("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").name == "ole2");
  CHECK(format("-----BEGIN PGP MESSAGE-----\n").reason == Reason::encrypted);
  CHECK(format("\x7f"
               "ELF")
            .name == "binary");
  const Reading image = read_part("\x89PNG\r\n\x1a\n" + noise(100) + "Author: nobody" + noise(9));
  CHECK(image.found.owned == "Author: nobody");
}
