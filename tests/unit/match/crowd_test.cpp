#include "match/crowd.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "validate/check.hpp"

using namespace braque;
using namespace braque::match;

namespace {

/// The value stands between the brackets; its check is Luhn.
bool crowded(std::string text) {
  const std::size_t begin = text.find('[');
  text.erase(begin, 1);
  const std::size_t end = text.find(']');
  text.erase(end, 1);
  RuleSet::Engines::Verifier luhn;
  luhn.check = find_check("luhn")->function;
  return among_numbers(luhn, text, begin, end);
}

}  // namespace

TEST_CASE("a number alone or among words is no crowd") {
  CHECK_FALSE(crowded("[79927398713]"));
  CHECK_FALSE(
      crowded("please charge [79927398713] and send order 83726 of 2026 to the shop in town"));
  CHECK_FALSE(crowded("48376 [79927398713] 993"));
}

TEST_CASE("a number among numbers, digests and serials is one of many") {
  CHECK(crowded("48273645 918273 [79927398713] 77120934 6612"));
  CHECK(crowded("id=48273645 trace=9f8e7d6c5b4a39281706 [79927398713] seq=18273645"));
  CHECK(crowded("kJx8QmZpLrTvWnYsBdFgHc ; 3X9T77K ; [79927398713] ; pQ7rStUvWx2YzAbCdEfG"));
  CHECK(crowded("48273645\n918273\n[79927398713]\n77120934"));
}

TEST_CASE("neighbours of the same form that pass too make it a list") {
  // 18, 26, 34 and 42 behind zeros: twice the tens and the units make ten.
  CHECK_FALSE(crowded(
      "00000000042 18273645540 [79927398713] 49927398 00000000018 00000000026 00000000034"));
  CHECK(crowded(
      "00000000043 18273645541 [79927398713] 49927398 00000000019 00000000027 00000000035"));
}

TEST_CASE("only the surroundings count") {
  const std::string far(400, ' ');
  CHECK_FALSE(crowded("48273645 918273 77120934" + far + "[79927398713]" + far +
                      "48273645 918273 77120934"));
}
