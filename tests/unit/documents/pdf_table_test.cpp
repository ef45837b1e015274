#include "documents/pdf_table.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

using braque::documents::lay_out;
using braque::documents::may_hold_table;
using braque::documents::PdfLayout;
using braque::documents::PdfWord;

namespace {

/// A page written line by line, 12 points apart: letters are 5 wide and 10 high.
class Page {
 public:
  /// Text from `left` on, in words.
  Page& at(double left, const std::string& text) {
    std::istringstream in(text);
    for (std::string word; in >> word;) {
      const double right = left + 5.0 * static_cast<double>(word.size());
      const bool last = in.peek() == std::char_traits<char>::eof();
      words.push_back({left, top_, right, top_ + 10, 0, !last, word});
      left = right + 3;
    }
    return *this;
  }
  Page& line() {
    top_ += 12;
    return *this;
  }
  std::vector<PdfWord> words;

 private:
  double top_ = 50;
};

/// Names, dates and numbers under a header; the third person has no date.
Page members() {
  Page page;
  page.at(50, "Members of this year are listed below with their number").line();
  page.line();
  page.at(50, "Name").at(150, "Born").at(250, "Number").line();
  page.at(50, "Ida Lund").at(150, "1990-01-02").at(250, "20418837").line();
  page.at(50, "Jon Berg").at(150, "1985-07-21").at(250, "20418845").line();
  page.at(50, "Eva Holm").at(250, "20418853").line();
  page.line();
  page.at(50, "Please tell us what is wrong").line();
  return page;
}

}  // namespace

TEST_CASE("a list under a header is a table, what stands around it is text") {
  const PdfLayout layout = lay_out(members().words);
  REQUIRE(layout.tables.size() == 1);
  CHECK(layout.tables[0] ==
        "Name\tBorn\tNumber\nIda Lund\t1990-01-02\t20418837\n"
        "Jon Berg\t1985-07-21\t20418845\nEva Holm\t\t20418853\n");
  CHECK(layout.text ==
        "Members of this year are listed below with their number\nPlease tell us what is wrong\n");
}

TEST_CASE(
    "addresses side by side, columns of running text and numbers without a header stay text") {
  Page addresses, columns, numbers;
  for (const auto& [left, right] : {std::pair{"Ida Lund", "Jon Berg"},
                                    {"12 Harbour Lane", "4 Mill Road"},
                                    {"7012 Trondheim", "5003 Bergen"}})
    addresses.at(50, left).at(300, right).line();
  for (int i = 0; i < 8; ++i) {
    columns.at(50, "one line of an article in two columns")
        .at(300, "and the other column of it here");
    columns.line();
    numbers.at(50, "1" + std::to_string(i)).at(150, "2" + std::to_string(i)).at(250, "3.5").line();
  }
  for (const Page& page : {addresses, columns, numbers}) CHECK(lay_out(page.words).tables.empty());
}

TEST_CASE("a line across two columns ends a table") {
  Page page;
  page.at(50, "Name").at(150, "Born").at(250, "Number").line();
  page.at(50, "Ida Lund").at(150, "1990-01-02").at(250, "20418837").line();
  page.at(50, "Jon Berg").at(150, "1985-07-21").at(250, "20418845").line();
  page.at(50, "These are all members that we know of today").line();
  page.at(50, "Eva Holm").at(150, "1971-03-30").at(250, "20418853").line();
  const PdfLayout layout = lay_out(page.words);
  REQUIRE(layout.tables.size() == 1);
  CHECK(layout.tables[0].find("Eva") == std::string::npos);
  CHECK(layout.text.find("Eva Holm") != std::string::npos);
}

TEST_CASE("a divided word is joined in what stands around a table") {
  Page page;
  page.at(50, "all numbers are per-").line().at(50, "sonal data").line().line();
  Page table = members();
  for (PdfWord word : table.words) {
    word.top += 100;
    word.bottom += 100;
    page.words.push_back(word);
  }
  CHECK(lay_out(page.words).text.starts_with("all numbers are personal data\n"));
}

TEST_CASE("turned words and places that are no numbers are text") {
  Page page = members();
  for (PdfWord& word : page.words) word.rotation = 1;
  CHECK(lay_out(page.words).tables.empty());
  for (PdfWord& word : page.words) {
    word.rotation = 0;
    word.top = std::numeric_limits<double>::quiet_NaN();
  }
  const PdfLayout layout = lay_out(page.words);
  CHECK(layout.tables.empty());
  CHECK(layout.text.find("20418853") != std::string::npos);
  CHECK(lay_out({}).text.empty());
}

TEST_CASE("pages of long lines are not asked for the places of their words") {
  std::string prose, cells;
  for (int i = 0; i < 20; ++i) {
    prose += "a line of running text that goes on to the margin of its page\n";
    cells += "20418837\n";
  }
  CHECK_FALSE(may_hold_table(prose));
  CHECK(may_hold_table(cells));
  CHECK_FALSE(may_hold_table("Ida Lund\n"));
}
