// The recogniser url_password, alone. The addresses are invented.
#include <catch2/catch.hpp>

#include <string>

#include "support/ask_recogniser.hpp"

namespace braque {
namespace {

std::vector<std::string> ask(const std::string& text) {
  return test::values(test::ask("url_password", text));
}

}  // namespace

TEST_CASE("an address with a password is found from its scheme to its host") {
  CHECK(ask("see https://kiwi:Sorb3t9x@git.example.com:8443/a/b?c") ==
        std::vector<std::string>{"https://kiwi:Sorb3t9x@git.example.com:8443"});
  CHECK(ask("\"git+ssh://paie:Tul1pe77@host\"") ==
        std::vector<std::string>{"git+ssh://paie:Tul1pe77@host"});
  CHECK(ask("ftp://a:b1c2d3@x.example ftp://a:e4f5g6@y.example").size() == 2);
  CHECK(ask("smtp://kiwi:p@ss@Sorb3t9x@mail.example.com").empty());
}

TEST_CASE("a token before the host is found, a name is not") {
  CHECK(ask("https://q8Zp41xLr0Vt6NbYw93e@git.example.com/a.git").size() == 1);
  CHECK(ask("https://first.last.of.department@example.com/").empty());
  CHECK(ask("ssh://git@git.example.com/").empty());
}

TEST_CASE("addresses without a password, with a placeholder or a variable are not taken") {
  for (const char* text :
       {"https://example.com:8080/a@b", "https://user:password@example.com",
        "https://${USER}:${PASS}@example.com", "https://kiwi:<password>@example.com",
        "https://kiwi:xxxxxxxx@example.com", "://kiwi:Sorb3t9x@example.com",
        "https://kiwi:Sorb3t9x@", "https://", "://", ""}) {
    INFO(text);
    CHECK(ask(text).empty());
  }
}

TEST_CASE("long addresses are read within bounds") {
  CHECK(ask("https://" + std::string(5000, 'a') + ":b1c2d3@host").empty());
  CHECK(ask("https://kiwi:Sorb3t9x@" + std::string(5000, 'a')).size() == 1);
}

}  // namespace braque
