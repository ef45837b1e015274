#include "documents/ocr.hpp"

#include <catch2/catch.hpp>

using namespace braque;

TEST_CASE("languages that cannot be had are refused and leave recognition off") {
  for (const char* languages : {"", "+", "../eng", "a b", "no_such_language"}) {
    INFO(languages);
    CHECK_FALSE(documents::prepare_ocr(languages).has_value());
  }
  CHECK_FALSE(documents::ocr_wanted());
}
