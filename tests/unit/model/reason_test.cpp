#include "model/reason.hpp"

#include <catch2/catch.hpp>

using namespace braque;

TEST_CASE("every reason has a name that reads back") {
  for (int i = 0; i < kReasonCount; ++i) {
    auto reason = static_cast<Reason>(i);
    REQUIRE(reason_from_name(name(reason)) == reason);
  }
  CHECK_FALSE(reason_from_name("no_such_reason").has_value());
}

TEST_CASE("the unexpected reasons are those that set exit code 3") {
  CHECK(is_unexpected(Reason::permission_denied));
  CHECK(is_unexpected(Reason::budget_time));
  CHECK_FALSE(is_unexpected(Reason::none));
  CHECK_FALSE(is_unexpected(Reason::corrupt));
  CHECK_FALSE(is_unexpected(Reason::excluded));
}

TEST_CASE("what was not expected outweighs damage, damage the rest, the first of equals stands") {
  CHECK(outweighs(Reason::parser_crash, Reason::corrupt));
  CHECK(outweighs(Reason::budget_bytes, Reason::changed_during_read));
  CHECK(outweighs(Reason::corrupt, Reason::unsupported_format));
  CHECK(outweighs(Reason::unsupported_format, Reason::encrypted));
  CHECK(outweighs(Reason::encrypted, Reason::none));
  CHECK_FALSE(outweighs(Reason::timeout, Reason::parser_crash));
  CHECK_FALSE(outweighs(Reason::corrupt, Reason::timeout));
  CHECK_FALSE(outweighs(Reason::none, Reason::none));
}
