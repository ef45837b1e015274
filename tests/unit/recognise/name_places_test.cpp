#include "recognise/name_places.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace braque;

namespace {

__attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt"))) std::uint64_t with_avx2(const char* bytes) {
  return names::places_avx2(bytes);
}
__attribute__((target("avx512f,avx512bw,avx512vl,avx2,bmi,bmi2,popcnt,lzcnt"))) std::uint64_t with_avx512(const char* bytes) {
  return names::places_avx512(bytes);
}

void require_equal(const std::string& text) {
  const char* bytes = text.data() + 1;
  const std::uint64_t plain = names::places_plain(bytes);
  INFO(text);
  REQUIRE(names::places_sse2(bytes) == plain);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) REQUIRE(with_avx2(bytes) == plain);
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) REQUIRE(with_avx512(bytes) == plain);
}

/// Places in a text of at most 64 bytes, with a blank before it.
std::uint64_t places(std::string text) {
  text.resize(64, ' ');
  const std::string padded = ' ' + text;
  require_equal(padded);
  return names::places_plain(padded.data() + 1);
}

}  // namespace

TEST_CASE("all ways to look for capitalised words see the same") {
  std::mt19937 random(9);
  for (const std::string alphabet : {"Aa", "AB_(.:/ \\n", "Ab \xC3\x89\xC5", "aA1.$#=[(_\\:/ \n\xC4"}) {
    for (int i = 0; i < 20000; ++i) {
      std::string text(65, ' ');
      for (char& c : text) c = alphabet[random() % alphabet.size()];
      require_equal(text);
    }
  }
  for (int i = 0; i < 20000; ++i) {
    std::string text(65, ' ');
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
  // Whether the last word is glued is not seen.
  CHECK(places(std::string(60, ' ') + "Call") == std::uint64_t{1} << 60);
}
