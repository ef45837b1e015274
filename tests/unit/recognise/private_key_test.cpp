// The recogniser private_key, alone. The keys are invented.
#include <catch2/catch.hpp>

#include <string>

#include "support/ask_recogniser.hpp"

namespace braque {
namespace {

std::vector<test::Answer> ask(const std::string& text) { return test::ask("private_key", text); }

}  // namespace

TEST_CASE("every armour of a private key is known, and no other") {
  for (const char* kind : {"", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED "}) {
    INFO(kind);
    CHECK(ask("-----BEGIN " + std::string(kind) + "PRIVATE KEY-----").size() == 1);
  }
  CHECK(ask("-----BEGIN PGP PRIVATE KEY BLOCK-----").size() == 1);
  for (const char* other :
       {"-----BEGIN PUBLIC KEY-----", "-----BEGIN RSA PUBLIC KEY-----", "-----BEGIN PRIVATE KEY",
        "-----begin private key-----", "-----BEGIN PRIVATE-----", "-----BEGIN ", ""}) {
    INFO(other);
    CHECK(ask(other).empty());
  }
}

TEST_CASE("the body is taken along, in files and in strings of programs") {
  const std::string header = "-----BEGIN EC PRIVATE KEY-----";
  for (const char* gap : {"\n", "\r\n", "\\n", "\\r\\n", "\n    ", "\" +\n\""}) {
    INFO(gap);
    const auto found =
        ask(header + gap + "MHcCAQEEIKiwi" + gap + "Sorbet0123456789" + "\n-----END");
    REQUIRE(found.size() == 1);
    CHECK(found[0].value.size() == header.size() + 2 * std::string(gap).size() + 13 + 16);
  }
}

TEST_CASE("a header without a body says less") {
  const auto whole = ask("-----BEGIN PRIVATE KEY-----\nMIIBKiwiSorbet\n");
  const auto header = ask("constexpr auto kBegin = \"-----BEGIN PRIVATE KEY-----\";");
  REQUIRE(whole.size() == 1);
  REQUIRE(header.size() == 1);
  CHECK(whole[0].logit > header[0].logit + 2);
}

TEST_CASE("a key of 512 bits is a test's, and says less than one of 1024") {
  const auto toy = ask("-----BEGIN RSA PRIVATE KEY-----\nMIIBPAIBAAJBANkiwi0123456789Sorbet\n");
  const auto real = ask("-----BEGIN RSA PRIVATE KEY-----\nMIICXAIBAAKBgQCkiwi0123456789Sorbet\n");
  REQUIRE(toy.size() == 1);
  REQUIRE(real.size() == 1);
  CHECK(toy[0].logit < 2.2F);
  CHECK(real[0].logit > 2.2F);
}

TEST_CASE("a body without end is cut") {
  const auto found = ask("-----BEGIN PRIVATE KEY-----\n" + std::string(100000, 'A'));
  REQUIRE(found.size() == 1);
  CHECK(found[0].value.starts_with("-----BEGIN"));
  CHECK(found[0].value.size() < 500);
}

}  // namespace braque
