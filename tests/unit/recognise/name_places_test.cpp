#include "recognise/name_places.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace braque;

namespace {

using Places = std::array<std::uint64_t, 2>;

template <typename Look>
Places with(Look look, const char* bytes) {
  Places out{};
  look(bytes, out.size(), out.data());
  return out;
}

/// Of 129 bytes, the first of which is only looked back at.
void require_equal(const std::string& text) {
  const char* bytes = text.data() + 1;
  const Places plain = with(names::places_plain, bytes);
  INFO(text);
  REQUIRE(with(names::places_sse2, bytes) == plain);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
    REQUIRE(with(names::places_avx2, bytes) == plain);
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    REQUIRE(with(names::places_avx512, bytes) == plain);
}

/// Places in a text of at most 64 bytes, with a blank before it.
std::uint64_t places(std::string text) {
  text.resize(128, ' ');
  const std::string padded = ' ' + text;
  require_equal(padded);
  return with(names::places_plain, padded.data() + 1)[0];
}

}  // namespace

TEST_CASE("all ways to look for capitalised words see the same") {
  std::mt19937 random(9);
  for (const std::string alphabet :
       {"Aa", "AB_(.:/ \\n", "Ab \xC3\x89\xC5", "aA1.$#=[(_\\:/ \n\xC4"}) {
    for (int i = 0; i < 10000; ++i) {
      std::string text(129, ' ');
      for (char& c : text) c = alphabet[random() % alphabet.size()];
      require_equal(text);
    }
  }
  for (int i = 0; i < 10000; ++i) {
    std::string text(129, ' ');
    for (char& c : text) c = static_cast<char>(random());
    require_equal(text);
  }
}

TEST_CASE("words that are glued to signs of programs are no places, others are") {
  const std::uint64_t first_two = 3;  // are looked at more closely, when they are capitals
  CHECK(places("  Marie Dupont") == (1U << 2 | 1U << 8));
  CHECK(places("  Call(x) Name_x Type::y a.Field File.txt #Define $Var") == 0);
  CHECK(places("  End. Then: x") == (1U << 2 | 1U << 7));
  CHECK(places("  J. (A( aB") == (1U << 2 | 1U << 6));
  CHECK((places("MARIE x") & first_two) == 3);
  CHECK(places("  \xC3\x89lise(") == 1U << 2);
  CHECK(places("  \\nDupont") == 1U << 4);
  CHECK(places("  \xC2\xA0Marie \xE2\x80\x9CJean") == (1U << 4 | 1U << 13));
  // Whether the last word is glued is not seen.
  CHECK(places(std::string(60, ' ') + "Call") == std::uint64_t{1} << 60);
}
