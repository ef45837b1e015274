#include <map>

#include "collect.hpp"
#include "encode.hpp"

using namespace braque;
using namespace braque::test;

namespace {
using Strings = std::vector<std::string>;
}

TEST_CASE("XML gives its text with element and attribute names as context") {
  const std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<people><p:person id=\"7\" mail='a@exemple.fr'>"
      "<name>L\u00e9a &amp; Co</name><note><![CDATA[x < y]]></note><tel/></p:person></people>";
  const Reading reading = read_part(text);
  REQUIRE(reading.format.name == "xml");
  CHECK(reading.found.column("name") == Strings{"L\u00e9a & Co"});
  CHECK(reading.found.column("mail") == Strings{"a@exemple.fr"});
  CHECK(reading.found.column("note") == Strings{"x < y]]>"});
  CHECK(reading.found.owned.find(" id=\"7\" mail='a@exemple.fr'") != std::string::npos);
  for (const CollectedCell& cell : reading.found.cells) {
    if (cell.column == "mail") CHECK(cell.source == text.find("a@"));
    if (cell.column == "name") CHECK(cell.source == text.find("L\u00e9a"));
  }
}

TEST_CASE("HTML loses its tags and keeps its text") {
  const Reading reading = read_part(
      "<!DOCTYPE html>\n<html><body><p class=x>Bonjour <b>Ma</b>dame&nbsp;&Eacute;lise "
      "&#233;&#x20AC;"
      "</p><table><tr><td>01</td><td>02</td></tr></table><!-- cach\u00e9: c@exemple.fr -->"
      "<script>if (a < b && c > \"d@exemple.fr\") f();</script><a "
      "href=\"mailto:e@exemple.fr\">e</a>"
      "1 < 2 & 3 <john@exemple.fr></body></html>");
  REQUIRE(reading.format.name == "html");
  const std::string& text = reading.found.owned;
  CHECK(text.find("Bonjour Madame \u00c9lise \u00e9\u20ac\n") != std::string::npos);
  CHECK(text.find("01\t02\t\n") != std::string::npos);
  CHECK(text.find("cach\u00e9: c@exemple.fr") != std::string::npos);
  CHECK(text.find("if (a < b && c > \"d@exemple.fr\") f();") != std::string::npos);
  CHECK(text.find("href=\"mailto:e@exemple.fr\" e") != std::string::npos);
  CHECK(text.find("1 < 2 & 3 <john@exemple.fr>") != std::string::npos);
  CHECK(text.find("<td>") == std::string::npos);
}

TEST_CASE("inline elements of HTML do not part a word, cells get a tab, all others a line") {
  const auto between = [](const std::string& element) {
    const Reading reading = read_part("<!DOCTYPE html>\n<html><body>left<" + element + ">right</" +
                                      element + "></body></html>");
    REQUIRE(reading.format.name == "html");
    const std::string& text = reading.found.owned;
    const std::size_t left = text.find("left");
    return text.substr(left + 4, text.find("right") - left - 4);
  };
  for (const char* element :
       {"a",  "abbr", "acronym", "b",    "bdo",    "big",    "cite", "code", "del",
        "em", "font", "i",       "ins",  "kbd",    "label",  "mark", "nobr", "q",
        "s",  "samp", "small",   "span", "strike", "strong", "sub",  "sup",  "time",
        "tt", "u",    "var",     "wbr",  "SPAN",   "Strong"})
    CHECK(between(element).empty());
  for (const char* element : {"td", "th", "TD"}) CHECK(between(element) == "\t");
  for (const char* element : {"p", "div", "li", "h1", "br", "tr", "form", "section", "blockquote",
                              "figcaption", "spans", "x", "o:p"})
    CHECK(between(element) == "\n");
}

TEST_CASE("nothing is expanded and nothing is lost in broken markup") {
  const Reading entities = read_part(
      "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b "
      "\"secret@exemple.fr\">]><a>&b;&b;&unknown;</a>");
  CHECK(entities.found.owned.find("&b;&b;&unknown;") != std::string::npos);
  CHECK(entities.found.owned.find("secret@exemple.fr") != std::string::npos);
  const Reading broken =
      read_part("<html><body><p title=\"open>never closed <b>x@exemple.fr</b> end", "x.html");
  CHECK(broken.found.owned.find("x@exemple.fr") != std::string::npos);
}

TEST_CASE("windows cut markup anywhere, also inside tags, values and entities") {
  std::string xml = "<?xml version=\"1.0\"?>\n<list>\n";
  for (int i = 0; i < 120; ++i) {
    xml += "<person id=\"" + std::to_string(i) +
           "\" note=\"a &lt; b &amp; &#xe9;\"><name>L\u00e9a " + std::to_string(i) +
           "</name><!-- c --><mail>p" + std::to_string(i) + "@exemple.fr</mail></person>\n";
  }
  xml += "</list>";
  require_same_in_any_windows(xml);
  require_same_in_any_windows(encode(xml, "UTF-16LE"));
  require_same_in_any_windows(encode(xml, "windows-1252"));

  std::string html = "<html><head><script>";
  for (int i = 0; i < 60; ++i) html += "if (a<b) { s = '" + std::to_string(i) + "'; }\n";
  html += "</script></head><body>";
  for (int i = 0; i < 100; ++i) {
    html += "<tr><td>" + std::to_string(i) + "</td><td><a href='x" + std::to_string(i) +
            "' >caf&eacute;</a></td></tr>";
  }
  require_same_in_any_windows(html + "</body></html>");
}

TEST_CASE("a conversation in HTML has columns for author, date and message") {
  const std::string text =
      "<!DOCTYPE html><html><body><h1>Famille</h1>"
      "<div class=\"msg me\"><span class=\"sender\">L\u00e9a</span> <time class='date'>18:05</time>"
      "<div class=\"body\"><p>mon num\u00e9ro: <b>06 12</b> 34</p></div></div>"
      "<div class=msg><span class=sender>Karim</span><span class=date>18:06</span>"
      "<span class=body>not&eacute;</span></div></body></html>";
  const Reading reading = read_part(text, "chat.html");
  CHECK(reading.format.name == "html");
  using Strings = std::vector<std::string>;
  CHECK(reading.found.column("author") == Strings{"L\u00e9a", "Karim"});
  CHECK(reading.found.column("date") == Strings{"18:05", "18:06"});
  CHECK(reading.found.column("message") == Strings{"mon num\u00e9ro:", "06 12", "34", "not\u00e9"});
  for (const CollectedCell& cell : reading.found.cells)
    if (cell.text == "Karim") CHECK(cell.source == text.find("Karim"));
  // One message with its author is a page like any other.
  const Reading page = read_part(
      "<html><body><p class=author>Zo\u00e9</p><p class=date>1</p>"
      "<div class=message><p class=text>Bonjour</p></div></body></html>");
  CHECK(page.found.column("author").empty());
}

TEST_CASE("messages in HTML are rows") {
  std::string text = "<html><body>";
  for (int i = 0; i < 60; ++i)
    text += "<div class=\"message\"><div class=\"from_name\">P" + std::to_string(i) +
            "</div><div class=\"date\">10:00</div><div class=\"text\">m" + std::to_string(i) +
            "<i>x</i></div></div>\n";
  text += "</body></html>";
  struct Sink : UnitSink {
    void unit(TextUnit& unit) override {
      std::vector<Cell> cells;
      unit.cell_reader->read_cells(unit, cells);
      for (const Cell& cell : cells)
        rows[std::string(unit.text.substr(cell.start, cell.end - cell.start))] = cell.row;
    }
    std::map<std::string, std::uint32_t> rows;
  } sink;
  const TextFormat format = detect_text_format(text, true, "");
  make_text_reader(format, text, Budget{})->read(windows_of(text, {})[0], sink);
  CHECK(sink.rows["P7"] == sink.rows["m7"]);
  CHECK(sink.rows["P8"] == sink.rows["P7"] + 1);
  CHECK(read_part(text, "", {512, 256}).found.column("author").size() == 60);
}

TEST_CASE("a row of headers names the columns of a table in HTML") {
  std::string text =
      "<html><body><p>x</p><table class=\"t\"><tr><th colspan=2>Salari\u00e9s</th></tr>"
      "<tr><th>Nom</th><th><a href=\"?tri=2\">N&deg; s\u00e9cu</a></th></tr>";
  for (int i = 0; i < 40; ++i)
    text += "<tr><td>P" + std::to_string(i) + "</td><td><b>" + std::to_string(1000 + i) +
            "</b></td></tr>\n";
  text += "</table><table><tr><td>IBAN</td><td>FR76</td></tr></table></body></html>";
  const Reading reading = read_part(text, "liste.xls");
  REQUIRE(reading.format.name == "html");
  CHECK(reading.found.column("Nom").size() == 40);
  CHECK(reading.found.column("N\u00b0 s\u00e9cu").size() == 40);
  CHECK(reading.found.column("N\u00b0 s\u00e9cu")[3] == "1003");
  for (const CollectedCell& cell : reading.found.cells) CHECK(cell.text != "FR76");
  require_same_in_any_windows(text);
}

TEST_CASE("tables in HTML may be left open, nested or without headers") {
  CHECK(read_part("<html><table><tr><th>A<th>B<tr><td>1<td>2<tr><td>3<td>4</table></html>")
            .found.column("B") == std::vector<std::string>{"2", "4"});
  CHECK(read_part(
            "<html><body><table><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></table>")
            .found.cells.empty());
  const Reading nested = read_part(
      "<html><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><table><tr><td>i</td></tr></"
      "table>"
      "</td></tr><tr><td>5</td></tr></table></html>");
  CHECK(nested.found.column("A") == std::vector<std::string>{"1"});
}
