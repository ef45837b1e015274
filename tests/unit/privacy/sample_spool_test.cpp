#include "privacy/sample_spool.hpp"

#include <catch2/catch.hpp>

using namespace braque;

TEST_CASE("samples come back in order, from memory and from the file") {
  SampleSpool spool(10);
  constexpr std::uint64_t kSamples = 20'000;
  for (std::uint64_t i = 0; i < kSamples; ++i) {
    Sample sample{i + 1, i * 100, i % 40, std::string(i % 70, '*'), {}};
    sample.fingerprint[0] = static_cast<std::uint8_t>(i);
    REQUIRE(spool.append(sample, static_cast<float>(i)));
  }
  CHECK(spool.count() == kSamples);
  for (int twice = 0; twice < 2; ++twice) {
    std::uint64_t next = 0, wrong = 0;
    REQUIRE(spool.visit([&](const Sample& sample, float logit) {
      const bool right = sample.line == next + 1 && sample.offset == next * 100 &&
                         sample.length == next % 40 &&
                         sample.masked == std::string(next % 70, '*') &&
                         sample.fingerprint[0] == static_cast<std::uint8_t>(next) &&
                         logit == static_cast<float>(next);
      if (!right) ++wrong;
      ++next;
    }));
    CHECK(next == kSamples);
    CHECK(wrong == 0);
  }
}

TEST_CASE("a full quota refuses further samples and keeps the first ones") {
  SampleSpool spool(2, 0);
  std::uint64_t kept = 0;
  while (spool.append(Sample{1, 2, 3, "*****", {}}, 0.5F)) REQUIRE(++kept < 100'000);
  CHECK(spool.count() == kept);
  std::uint64_t visited = 0;
  REQUIRE(spool.visit([&](const Sample&, float) { ++visited; }));
  CHECK(visited == kept);
}
