// Which label an item gets, by policies of our own and by those that come with the program.
#include <catch2/catch.hpp>

#include "classify/policy.hpp"

using namespace braque;

namespace {

Policy made(const std::string& text) {
  std::vector<RuleFault> faults;
  auto policy = parse_policy({"test.toml", text}, faults);
  for (const RuleFault& fault : faults) FAIL(fault.message);
  return *policy;
}

std::vector<RuleFault> faults_of(const std::string& text) {
  std::vector<RuleFault> faults;
  (void)parse_policy({"test.toml", text}, faults);
  return faults;
}

Policy shipped(std::string_view name) {
  for (const RuleFile& file : embedded_policies()) {
    const Policy policy = made(file.text);
    if (policy.name() == name) return policy;
  }
  FAIL("no such policy");
  return made("");
}

Label label(const Policy& policy, std::vector<PolicyFinding> findings) {
  return policy.label(findings);
}

}  // namespace

TEST_CASE("the highest label that holds is the item's") {
  const Policy policy = made(
      "name = \"own\"\ndefault = \"public\"\n"
      "[[label]]\nlabel = \"confidential\"\nany = [\"a.*\"]\ncount = 5\n"
      "[[label]]\nlabel = \"restricted\"\nall = [[\"category:health\"], [\"a.*\", \"b.name\"]]\n"
      "[[label]]\nlabel = \"internal\"\nany = [\"art9.*\"]\nlevel = \"person\"\n");
  CHECK(label(policy, {}) == Label::public_);
  CHECK(label(policy, {{"a.x", "contact", "", 4}}) == Label::public_);
  CHECK(label(policy, {{"a.x", "contact", "", 4}, {"a.y", "contact", "", 1}}) ==
        Label::confidential);
  CHECK(label(policy, {{"h", "health", "", 1}}) == Label::public_);
  CHECK(label(policy, {{"h", "health", "", 1}, {"b.name", "x", "", 1}}) == Label::restricted);
  CHECK(label(policy, {{"art9.belief", "belief", "vocabulary", 9}}) == Label::public_);
  CHECK(label(policy, {{"art9.belief", "belief", "person", 1}}) == Label::internal);
}

TEST_CASE("what is wrong in a policy is said") {
  CHECK(faults_of("name = \"x\"\n").size() == 1);
  CHECK(faults_of("name = \"x\"\n[[label]]\nlabel = \"secret\"\nany = [\"*\"]\n").size() == 2);
  CHECK(faults_of("name = \"x\"\n[[label]]\nlabel = \"public\"\nanny = [\"*\"]\n").size() == 2);
  CHECK(faults_of("name = \"x\"\n[[label]]\nlabel = \"public\"\nany = []\n").size() == 2);
  CHECK(
      faults_of("name = \"x\"\n[[label]]\nlabel = \"public\"\nany = [\"*\"]\ncount = 0\n").size() ==
      1);
  CHECK(faults_of("name = [").size() == 1);
}

TEST_CASE("the policies that come with the program say what they are named for") {
  const Policy gdpr = shipped("gdpr"), pci = shipped("pci");
  CHECK(label(gdpr, {}) == Label::internal);
  CHECK(label(gdpr, {{"art9.health", "health", "person", 1}}) == Label::restricted);
  CHECK(label(gdpr, {{"art9.health", "health", "vocabulary", 50}}) == Label::internal);
  CHECK(label(gdpr, {{"fr.nir", "social_security", "", 3}}) == Label::confidential);
  CHECK(label(gdpr, {{"fr.nir", "social_security", "", 300}}) == Label::restricted);
  CHECK(label(gdpr, {{"intl.email", "contact", "", 3}}) == Label::internal);
  CHECK(label(pci, {{"pci.visa", "financial", "", 1}}) == Label::restricted);
  CHECK(label(pci, {{"eu.iban", "financial", "", 1}}) == Label::confidential);
  CHECK(label(pci, {{"fr.nir", "social_security", "", 3}}) == Label::internal);
}
