#include "match/exact_scan.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace braque;

namespace {

ExactKeys test_keys() {
  ExactKeys keys;
  for (std::size_t i = 0; i < kExactKinds; ++i) {
    keys.find[i] = {0x1111 + i, 0x2222 + i};
    keys.check[i] = {0x3333 + i, 0x4444 + i};
  }
  return keys;
}

ExactProfile everything() { return {~std::uint64_t{0}, ~std::uint64_t{0}, true, true}; }

class Collect final : public ExactCandidateSink {
 public:
  std::set<std::uint64_t> hashes;
  std::set<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t>> places;
  void candidates(std::span<const ExactCandidate> found) override {
    for (const ExactCandidate& candidate : found) {
      hashes.insert(candidate.hash);
      places.emplace(candidate.hash, candidate.start, candidate.end);
    }
  }
};

/// Would a scan of `text` come across a list's `value`?
bool finds(std::string_view value, std::string_view text) {
  const ExactKeys keys = test_keys();
  std::string form;
  const auto kind = exact_form(value, form);
  if (!kind) return false;
  Collect collect;
  ExactScan scan(keys, everything());
  scan.scan(text, 0, text.size(), collect);
  return collect.hashes.contains(exact_hash(keys, *kind, form).find);
}

std::string form_of(std::string_view value) {
  std::string form;
  return exact_form(value, form) ? form : "(none)";
}

}  // namespace

TEST_CASE("SipHash-2-4 gives the values of its paper") {
  // Appendix A: key 00 01 .. 0f, message 00 01 .. 0e; and, from the reference implementation's
  // vectors, the empty message.
  const SipKey key{0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL};
  std::string message;
  for (char c = 0; c < 15; ++c) message += c;
  CHECK(sip_hash(key, message) == 0xa129ca6149be45e5ULL);
  CHECK(sip_hash(key, "") == 0x726fdb47dd0e0e31ULL);
}

TEST_CASE("the form of a value has no accents, separators or order") {
  CHECK(form_of("Jean Dupont") == "dupont jean");
  CHECK(form_of("DUPONT Jean") == "dupont jean");
  CHECK(form_of("Zo\xC3\xAB M\xC3\xBCller-Ch\xC3\xA2telain") == "chatelain muller zoe");
  CHECK(form_of("Zo\xEB M\xFCller") == "muller zoe");  // Latin-1
  CHECK(form_of("Ludwig van Beethoven") == "beethoven ludwig");
  CHECK(form_of("\xC5\x81ukasz \xC5\xBB\xC3\xB3\xC5\x82tek") == "lukasz zoltek");
  // Lists that were made before hold these forms.
  CHECK(form_of("Þóra Straß Œillæ Ĳsbrand") == "ijsbrand oeillae strass thora");
  CHECK(form_of("Ștefan Ễnna") == "Ștefan Ễnna");
  CHECK(form_of("06 12 34 56 78") == "0612345678");
  CHECK(form_of("KD-2024/00123") == "kd202400123");
  CHECK(form_of(" Jean.DUPONT@Example.ORG ") == "jean.dupont@example.org");
}

TEST_CASE("what is too short or has one word is not looked for") {
  for (const char* value : {"", "1234", "Dupont", "Li Bo", "de la", "a@b", "x"}) {
    INFO(value);
    CHECK(form_of(value) == "(none)");
  }
}

TEST_CASE("names are found in either order, across cells, with particles") {
  const char* const name = "Jean Dupont";
  for (const char* text : {"Jean Dupont", "DUPONT Jean", "wrote to Jean Dupont yesterday",
                           "M. Jean DUPONT, Lyon", "7;Dupont;Jean;Lyon", "\"Dupont\",\"Jean\"",
                           "Dupont, Jean", "Mme Anne Jean Dupont", "Jean  Dupont"}) {
    INFO(text);
    CHECK(finds(name, text));
  }
  CHECK(finds("Ludwig van Beethoven", "von Ludwig van Beethoven, Wien"));
  CHECK(finds("Jeanne d'Arc", "Arc, Jeanne d'"));
  CHECK(finds("Ana de la Cruz Ruiz",
              "Do\xC3\xB1"
              "a Ana de la Cruz Ruiz"));
  CHECK(finds("\xC3\x89lodie Lef\xC3\xA8vre", "Mme \xC3\x89lodie LEF\xC3\x88VRE"));
}

TEST_CASE("other names, and words across a list's commas, are not") {
  for (const char* text :
       {"Jean Martin", "Jeanne Dupont", "jean dupont", "Jean et Dupont", "Anne Jean, Dupont Paul",
        "Jean\nDupont", "Jean. Dupont", "JeanDupont", "Jean2 Dupont"}) {
    INFO(text);
    CHECK_FALSE(finds("Jean Dupont", text));
  }
}

TEST_CASE("numbers are found however they are grouped") {
  for (const char* text : {"0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78",
                           "tel:0612345678.", "a=0612345678;",
                           "06\xC2\xA0"
                           "12\xC2\xA0"
                           "345678"}) {
    INFO(text);
    CHECK(finds("06 12 34 56 78", text));
  }
  const char* const iban = "FR7630006000011234567890189";
  CHECK(finds(iban, "IBAN FR76 3000 6000 0112 3456 7890 189 (BIC X)"));
  CHECK(finds(iban, "iban:fr7630006000011234567890189"));
  CHECK(finds("KD-00123", "number KD-00123"));
  CHECK(finds("KD-00123", "number KD 00123, and"));
  CHECK_FALSE(finds("KD-00123", "XKD-00123"));
  CHECK_FALSE(finds("de 00123", "numbers de 00123"));
  CHECK_FALSE(finds("0612345678", "10612345678"));
  CHECK_FALSE(finds("0612345678", "06123456789"));
  CHECK_FALSE(finds("12345678", "1 2 3 4 5 6 7 8"));
}

TEST_CASE("addresses of e-mail are found in any case") {
  CHECK(finds("jean.dupont@example.org", "<Jean.Dupont@EXAMPLE.org>,"));
  CHECK(finds("jean.dupont@example.org", "mailto:jean.dupont@example.org."));
  CHECK_FALSE(finds("jean.dupont@example.org", "anne-jean.dupont@example.org"));
  CHECK_FALSE(finds("jean.dupont@example.org", "jean.dupont@example.org.uk"));
}

TEST_CASE("only lengths of the list are tried") {
  Collect collect;
  const ExactKeys keys = test_keys();
  ExactScan scan(keys, {std::uint64_t{1} << 8, 0, false, false});
  const std::string_view text = "1234567 12345678x 123456789 Jean Dupont a@example.org";
  scan.scan(text, 0, text.size(), collect);
  CHECK(collect.places.empty());
  const std::string_view other = "12345678 and 1234 5678";
  scan.scan(other, 0, other.size(), collect);
  CHECK(collect.hashes.size() == 1);
  CHECK(collect.places.size() == 2);
}

TEST_CASE("a text in two parts has the same candidates as in one") {
  const ExactKeys keys = test_keys();
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += "Row " + std::to_string(i * 7919) + " Anna Maria van den Berg-" +
            std::to_string(i % 7) + "; Tel. 06 12 34 5" + std::to_string(i % 10) + " 78 x" +
            std::to_string(i) + "@example.org, Lea Roth\n";
  Collect whole;
  ExactScan scan(keys, everything());
  scan.scan(text, 0, text.size(), whole);
  REQUIRE(whole.places.size() > 1000);
  for (std::size_t cut : {1000U, 4097U, 9001U, 15000U}) {
    Collect parts;
    const auto owned = [&](std::size_t begin, std::size_t end) {
      Collect part;
      scan.scan(text, begin, end, part);
      for (const auto& place : part.places)
        if (std::get<1>(place) >= begin && std::get<1>(place) < end) parts.places.insert(place);
    };
    owned(0, cut);
    owned(cut, text.size());
    CHECK(parts.places == whole.places);
  }
}
