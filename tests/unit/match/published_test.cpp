#include "match/published.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace braque::match;

namespace {

/// The value stands between the brackets.
Published judged(std::string text) {
  const std::size_t begin = text.find('[');
  text.erase(begin, 1);
  const std::size_t end = text.find(']');
  text.erase(end, 1);
  return published(text, begin, end, 0, text.size());
}

}  // namespace

TEST_CASE("letters, lists and data are not published") {
  CHECK(judged("Dear Sir,\nplease call me at [020 7946 0018] before Friday.\n") == Published::no);
  CHECK(judged("* Paul: [020 7946 0018]\n* Anne: 020 7946 0019\n") == Published::no);
  CHECK(judged("# Contact [020 7946 0018]\n\nOpen from 9 to 5\n") == Published::no);
  CHECK(judged("Driving licence: [ABCDE901234AB9CD]") == Published::no);
  CHECK(judged("{\"phone\": \"[020 7946 0018]\", \"active\": true, \"fax\": null}") ==
        Published::no);
}

TEST_CASE("comments and statements of programs") {
  CHECK(judged("/*\n * Phone: [020 7946 0018]\n * Fax: none\n */\n") == Published::program);
  CHECK(judged("int x;  // call [020 7946 0018]\n") == Published::program);
  CHECK(judged("# one\n# [020 7946 0018]\nx\n") == Published::program);
  CHECK(judged("def test():\n  x = call('[020 7946 0018]')\n  assert x == 3\n  return x\n") ==
        Published::program);
  CHECK(judged("text\n.\\\" Phone [020 7946 0018]\n") == Published::program);
}

TEST_CASE("the source of a manual page") {
  CHECK(judged(".SH USE\n.RS\n.nf\n# ip link set lladdr [020 7946 0018]\n.fi\n.RE\n") ==
        Published::example);
}

TEST_CASE("what programs say of their functions") {
  CHECK(judged("\"\"\"Calls.\n\n  Args:\n    number: [020 7946 0018]\n\n  Returns:\n    it\n") ==
        Published::program);
}

TEST_CASE("licences and examples") {
  CHECK(judged("Redistribution is permitted.\nWrite to 12 Mill Lane or call [020 7946 0018].") ==
        Published::licence);
  CHECK(judged("A number, e.g. [020 7946 0018], is sent.") == Published::example);
  CHECK(judged("mail: x@example.com, phone [020 7946 0018]") == Published::example);
  CHECK(judged("Un numéro, par exemple [020 7946 0018].") == Published::example);
}

TEST_CASE("makers of programs are named in change logs and lists of authors") {
  CHECK(judged("  * Fix the build, patch by [Claire Vasseur].\n") == Published::authors);
  CHECK(judged("Signed-off-by: [Claire Vasseur] <c@lumiere.fr>\n") == Published::authors);
  CHECK(judged("[Claire Vasseur] fixed the library, so that it compiles with gcc.\n") ==
        Published::authors);
  CHECK(judged("Dear [Claire Vasseur],\nthank you for the patches on the jacket.\n") ==
        Published::no);
}

TEST_CASE("words count as a whole, those of licences in any ending") {
  CHECK(judged("The upstreamers met [020 7946 0018].") == Published::no);
  CHECK(judged("Copyrighted by [020 7946 0018].") == Published::licence);
}

TEST_CASE("only so many bytes around the value are looked at") {
  const std::string far(500, 'x');
  CHECK(judged("Copyright\n" + far + " [020 7946 0018] " + far + " copyright") == Published::no);
  CHECK(published("copyright 12345", 10, 15, 10, 15) == Published::no);
}

TEST_CASE("folders of examples and change logs") {
  CHECK(is_path_of_examples("/usr/share/doc/x/examples/proxy.pl"));
  CHECK(is_path_of_examples("/src/testdata/key.pem"));
  CHECK(is_path_of_examples("/usr/share/doc/x/changelog.Debian.gz"));
  CHECK(is_path_of_examples("CHANGES"));
  CHECK_FALSE(is_path_of_examples("/srv/examples.txt"));
  CHECK_FALSE(is_path_of_examples("/srv/tests/patients.csv"));
  CHECK_FALSE(is_path_of_examples("/srv/rh/changes-contrats.doc"));
  CHECK_FALSE(is_path_of_examples(""));
}
