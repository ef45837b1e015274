// The recogniser keyed_secret, alone: which values behind which names, and how sure. All invented.
#include <catch2/catch.hpp>

#include <string>

#include "support/ask_recogniser.hpp"

namespace braque {
namespace {

std::vector<test::Answer> ask(const std::string& text, SearchRange range) {
  return test::ask("keyed_secret", text, range);
}
std::vector<test::Answer> ask(const std::string& text) { return test::ask("keyed_secret", text); }

const std::string kValue = "q8Zp41xLr0Vt6NbYw93e";

}  // namespace

TEST_CASE("a generated value behind a name of a secret is found, without its quotes") {
  for (const char* before : {"api_key=", "API-KEY: \"", "clientSecret: '", "\"access_token\" : \"",
                             "?token=", "secret => `", "token\" value=\"",
                             "my.private.key = ", "Authorization token: ", "api_key:\n  '"}) {
    INFO(before);
    const auto answers = ask(before + kValue + "\"\n");
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].value == kValue);
    CHECK(answers[0].logit > 0.4F);
  }
}

TEST_CASE("French names, which begin with the word for a key") {
  for (const char* before :
       {"clé d'API : ", "cle_api=", "Clé secrète\u00a0: ", "clé de l’API\u202f: ",
        "jeton d’accès : ", "\"jeton\": \"",
        "app.jeton.signature=", "clé de chiffrement du poste : ", "un jeton de messagerie : "}) {
    INFO(before);
    const auto answers = ask(before + kValue + "\"\n");
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].value == kValue);
    CHECK(answers[0].logit > 0);
  }
  CHECK(ask("la clé de voûte : " + kValue).empty());
  CHECK(ask("clé publique : " + kValue).empty());
  CHECK(ask("né d'un API " + kValue).empty());
}

TEST_CASE("a secret key of AWS has its length") {
  CHECK(ask("aws_secret_key: " + kValue + kValue).size() == 1);
  CHECK(ask("aws_secret_key: " + kValue + kValue.substr(1)).empty());
}

TEST_CASE("padding belongs to the value, a full stop does not") {
  CHECK(ask("api_key=" + kValue + "==;").at(0).value == kValue + "==");
  CHECK(ask("The api key is " + kValue + ". Keep it.").at(0).value == kValue);
}

TEST_CASE("names of other keys, calls and sentences are not taken") {
  for (const std::string& text : std::initializer_list<std::string>{
           "public_key=" + kValue, "primary key: " + kValue, "api_key=" + kValue + "(x)",
           "the key. " + kValue, "key; " + kValue, "api_key=getConfigurationValueOfUser",
           "api_key=YOUR_API_KEY_GOES_HERE_12", "api_key=aaaaaaaaaaaaaaaaaaaaaaaa",
           "token_type: application/x-www-form-urlencoded", "api_key=" + kValue.substr(0, 10),
           "gpg key 19882D92DDA4C400C22C0D56CC2AF4472167BE03", kValue}) {
    INFO(text);
    CHECK(ask(text).empty());
  }
}

TEST_CASE("what the name says decides how sure it is") {
  const float strong = ask("api_key=" + kValue).at(0).logit;
  const float token = ask("token=" + kValue).at(0).logit;
  const float key = ask("key=" + kValue).at(0).logit;
  const float apart = ask("key " + kValue).at(0).logit;
  CHECK(strong > token);
  CHECK(token > key);
  CHECK(key > apart);
  CHECK(apart < 0);
}

TEST_CASE("a value joined to its name begins behind the joint") {
  const auto answers = ask("serviceSECRET-" + kValue);
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].value == kValue);
}

TEST_CASE("only values that begin in the range are reported, whole") {
  const std::string text = "api_key=" + kValue + " api_key=" + kValue;
  CHECK(ask(text).size() == 2);
  CHECK(ask(text, {0, 9}).size() == 1);
  CHECK(ask(text, {0, 8}).empty());
  CHECK(ask(text, {9, text.size()}).size() == 1);
  CHECK(ask(text, {8, 9}).at(0).value == kValue);
}

TEST_CASE("texts without end and without anything are read within bounds") {
  CHECK(ask("").empty());
  CHECK(ask("key").empty());
  CHECK(ask("api_key=" + std::string(5000, 'q')).empty());
  CHECK(ask(std::string(600, '=') + kValue).empty());
}

}  // namespace braque
