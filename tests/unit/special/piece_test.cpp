#include <catch2/catch.hpp>

#include <string_view>

#include "special/piece.hpp"

using braque::special::is_piece;

namespace {

/// Is `word` a piece of something where it stands in `text`?
bool piece(std::string_view text, std::string_view word) {
  const std::size_t at = text.find(word);
  REQUIRE(at != std::string_view::npos);
  return is_piece(text, at, at + word.size());
}

}  // namespace

TEST_CASE("letters of addresses, links and digests are no words") {
  CHECK(piece("write to asthma@clinic.example", "asthma"));
  CHECK(piece("see www.asthma.example", "asthma"));
  CHECK(piece("https://packages.example/-/asthma-3.tgz", "asthma"));
  CHECK(piece("ERR_ASTHMA", "ASTHMA"));
  CHECK(piece("usr/asthma/share", "asthma"));
  CHECK(piece("sha512-Qm4Zr8Tn2Wx6Yb0Vc3Ld9Kf7Hg2p+AVC/8pQ==", "AVC"));
}

TEST_CASE("letters amid control characters are no words") {
  CHECK(piece("\x01q7\x02 \xC2\x90 DNA \x03w", "DNA"));
  CHECK(
      piece("\xC3\x99\xC3\xA2\xC2\xBD\xC2\xAF\xC3\x87 \xC3\x90 \xC3\x95 DNA "
            "\xC5\xA1\xC2\xB1\xC3\xA6\xC3\xA7",
            "DNA"));
  CHECK_FALSE(piece("a DNA\ttest\nof Paul", "DNA"));
}

TEST_CASE("words with signs beside them are words") {
  CHECK_FALSE(piece("motif=asthme+du+fils+de+Paul", "asthme"));
  CHECK_FALSE(piece("Paul: asthma.", "asthma"));
  CHECK_FALSE(piece("Paul (asthma)", "asthma"));
  CHECK_FALSE(piece("asthma/diabetes", "asthma"));
  CHECK_FALSE(piece("https://hr.example/form says Paul has asthma", "asthma"));
}
