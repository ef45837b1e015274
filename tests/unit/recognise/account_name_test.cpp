// The recogniser account_name, alone. All values are invented.
#include <catch2/catch.hpp>

#include <string>

#include "support/ask_recogniser.hpp"

namespace braque {
namespace {

std::vector<std::string> ask(const std::string& text) {
  return test::values(test::ask("account_name", text));
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("a user name that holds a person's name is found where it is assigned") {
  CHECK(ask("DB_USER=jdupont45\n") == List{"jdupont45"});
  CHECK(ask("\"username\": \"claire.durand\",") == List{"claire.durand"});
  CHECK(ask("Login : mweber") == List{"mweber"});
  CHECK(ask("user=jdupont login=mweber") == List{"jdupont", "mweber"});
}

TEST_CASE("beside a password, what is neither a word nor a service is a user name too") {
  CHECK(ask("user: xqvantrel\npassword: k1wi-Sorbet") == List{"xqvantrel"});
  CHECK(ask("user: xqvantrel\n").empty());
  CHECK(ask("password is k1wi-Sorbet, login mweber") == List{"mweber"});
  CHECK(ask("login mweber").empty());
}

TEST_CASE("services, words, calls and paths are no user names") {
  for (const char* text :
       {"DB_USER=postgres\nDB_PASSWORD=k1wi", "user: admin\npassword: k1wi", "user = request.user",
        "username: string", "login(jdupont)", "user=jdupont(", "user=jdupont/x",
        "superuser=jdupont", "user=jdupont@x", "user=", "user", "user=jd", "login", ""}) {
    INFO(text);
    CHECK(ask(text).empty());
  }
}
}  // namespace braque
