// The writers, given names that attack each format.
#include "report/write.hpp"

#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "report/facts.hpp"
#include "report/html.hpp"
#include "report/page_hash.hpp"

using namespace braque::report;

namespace {

class PlainWording : public Wording {
 public:
  explicit PlainWording(bool french) : french_(french) {}
  bool french() const override { return french_; }
  std::string whole(std::uint64_t value) const override { return std::to_string(value); }
  std::string bytes(std::uint64_t value) const override { return std::to_string(value) + " B"; }
  std::string word(CellKind, std::string_view id) const override { return std::string(id); }

 private:
  bool french_;
};

constexpr const char* kHostile[] = {"/srv/<script>alert(1)</script>.txt",
                                    "/srv/\"><img src=http://evil.example/x onerror=alert(1)>",
                                    "/srv/' onmouseover='alert(1)",
                                    "/srv/rtl\xE2\x80\xAEgpj.exe",
                                    "/srv/line\nfeed\x01\x7f|pipe",
                                    "/srv/&lt;&amp;</style></title>",
                                    "/srv/bad\xFF\xFE bytes",
                                    "/srv/[link](http://evil.example) `code` *b*",
                                    "=HYPERLINK(\"http://evil.example\")"};

Document hostile_document() {
  Document document{.id = "test", .title = {"Title", "Titre"}};
  document.figures = {{"count", {"count", "nombre"}, {CellKind::number, std::uint64_t{9}}, true}};
  document.notes = {{{"From {}.", "De {}."}, {{CellKind::text, "<b>x</b>"}}}};
  Table table{.id = "rows",
              .title = {"Rows", "Lignes"},
              .about = {"About.", "À propos."},
              .none = {"None.", "Aucune."},
              .columns = {{"item", {"File", "Fichier"}, CellKind::path},
                          {"owner", {"Owner", "Propriétaire"}},
                          {"severity", {"Severity", "Gravité"}, CellKind::severity},
                          {"count", {"Count", "Nombre"}, CellKind::number, {}, false, true}}};
  for (const char* name : kHostile)
    table.rows.push_back({{name, name, "high\" onclick=\"alert(1)", std::uint64_t{1}}, true});
  table.left_out = 41;
  document.tables = {table,
                     {.id = "empty",
                      .title = {"Empty", "Vide"},
                      .about = {"A", "A"},
                      .none = {"Nothing here.", "Rien ici."},
                      .columns = table.columns}};
  return document;
}

std::string html(const Document& document, bool french) {
  std::string page;
  write_html(document, PlainWording(french), "made <today>", page);
  return page;
}

/// What stands between the tags of `name`.
std::string inside(const std::string& page, const std::string& name) {
  const std::size_t begin = page.find("<" + name + ">") + name.size() + 2;
  return page.substr(begin, page.find("</" + name + ">", begin) - begin);
}

std::size_t count(const std::string& text, const std::string& piece) {
  std::size_t found = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos;
       at = text.find(piece, at + piece.size()))
    ++found;
  return found;
}

}  // namespace

TEST_CASE(
    "a command within a sentence of a page stays in one piece, and nothing else becomes a tag") {
  CHECK(html_sentence("with `--samples all`.") == "with <code>--samples all</code>.");
  CHECK(html_sentence("`a <b>` and `c`") == "<code>a &lt;b&gt;</code> and <code>c</code>");
  CHECK(html_sentence("one ` alone") == "one ` alone");
  CHECK(html_sentence("") == "");
}

TEST_CASE("a page's policy is that of the style and script in it, and of nothing else") {
  const std::string page = html(hostile_document(), false);
  CHECK(page.find("default-src 'none'; style-src " + hash_source(inside(page, "style")) +
                  "; script-src " + hash_source(inside(page, "script")) +
                  "; base-uri 'none'; form-action 'none'") != std::string::npos);
  // FIPS 180-2, B.1: SHA-256 of "abc".
  CHECK(hash_source("abc") == "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
}

TEST_CASE("no name of a file becomes markup, and nothing is loaded") {
  const std::string page = html(hostile_document(), false);
  // Tags are those that the writer has, however a name is spelled.
  std::set<std::string> tags;
  const std::string body =
      page.substr(page.find("</style>"), page.rfind("<script>") - page.find("</style>"));
  const std::regex tag("<([a-zA-Z0-9]+)");
  for (std::sregex_iterator at(body.begin(), body.end(), tag), end; at != end; ++at)
    tags.insert((*at)[1]);
  for (const char* bad : {"script", "img", "a-b", "b", "iframe", "link", "object"}) {
    INFO(bad);
    CHECK(tags.count(bad) == 0);
  }
  CHECK(count(page, "<script>") == 1);
  CHECK(count(page, "</script>") == 1);
  CHECK(count(page, "</style>") == 1);
  const std::string bare = std::regex_replace(body, std::regex("\"[^\"]*\""), "");
  CHECK_FALSE(std::regex_search(bare, std::regex("<[^>]*\\s(on[a-z]+|style|src)=")));
  for (const char* attribute :
       {"src=\"", "@import", "url(", "fetch(", "XMLHttpRequest", "innerHTML", "eval("})
    CHECK(count(page, attribute) == 0);
  for (const std::string& link : {std::string("href=\"http"), std::string("href=\"//")})
    CHECK(count(page, link) == 0);
  // What nobody sees is spelled out.
  CHECK(page.find("\xE2\x80\xAE") == std::string::npos);
  CHECK(page.find("rtl\\u202egpj.exe") != std::string::npos);
  CHECK(page.find("line\\nfeed\\x01\\x7f") != std::string::npos);
  CHECK(page.find("bad\\xff\\xfe") != std::string::npos);
  CHECK(page.find("made &lt;today&gt;") != std::string::npos);
}

TEST_CASE(
    "a page can be used without eyes: language, landmarks, captions, headings of columns and "
    "rows") {
  for (const bool french : {false, true}) {
    const std::string page = html(hostile_document(), french);
    CHECK(page.find(french ? "<html lang=\"fr\">" : "<html lang=\"en\">") != std::string::npos);
    for (const char* piece :
         {"<main id=\"content\"", "<header", "<footer>",
          "<nav aria-label=", "class=\"skip\" href=\"#content\"",
          "role=\"region\" tabindex=\"0\" aria-labelledby=\"rows\"", "<caption>"})
      CHECK(count(page, piece) == 1);
    CHECK(count(page, "<th scope=\"col\"") == 4);
    CHECK(count(page, "<th scope=\"row\"") == std::size(kHostile));
    CHECK(count(page, "<h1>") == 1);
    CHECK(page.find(french ? "Lignes non affichées ici : 41." : "Rows not shown here: 41.") !=
          std::string::npos);
    CHECK(page.find(french ? "Rien ici." : "Nothing here.") != std::string::npos);
    CHECK(page.find("prefers-reduced-motion") != std::string::npos);
    CHECK(page.find("prefers-color-scheme:dark") != std::string::npos);
    CHECK(page.find("@media print") != std::string::npos);
  }
}

TEST_CASE("Markdown, CSV and JSON keep names what they are") {
  const Document document = hostile_document();
  std::string markdown, csv, json;
  write_markdown(document, PlainWording(false), markdown);
  write_csv(document, csv);
  write_json(document, json);
  CHECK(markdown.find("<script>") == std::string::npos);
  CHECK(count(markdown, "](http") == count(markdown, "\\](http"));
  CHECK(markdown.find("\\|pipe") != std::string::npos);
  // One line a row, whatever the names: head, rule, rows.
  CHECK(count(markdown, "\n| ") == 2 + std::size(kHostile));
  CHECK(csv.find("'=HYPERLINK") != std::string::npos);
  CHECK(count(csv, "\r\n") == 1 + std::size(kHostile));
  CHECK(json.find("item_b64") != std::string::npos);
  CHECK(json.find("\"left_out\":{\"rows\":41,\"empty\":0}") != std::string::npos);
  CHECK(json.find("\"count\":9") != std::string::npos);
}

TEST_CASE("columns that say nothing are not for people") {
  Table table{
      .columns = {{"a", {"a", "a"}}, {"b", {"b", "b"}}, {"c", {"c", "c"}, CellKind::number}}};
  table.rows = {{{"", "", std::uint64_t{0}}, false}, {{"", "", std::uint64_t{0}}, false}};
  drop_empty_columns(table);
  REQUIRE(table.columns.size() == 2);
  CHECK(table.columns[1].id == "c");
  CHECK(table.rows[1].cells.size() == 2);
}

TEST_CASE("numbers and lists read as the language writes them") {
  const PlainWording french(true), english(false);
  const Column percent{.id = "p", .title = {"p", "p"}, .kind = CellKind::percent};
  CHECK(shown(english, percent, Cell(std::uint64_t{9'999})) == "99.9%");  // never rounded to all
  CHECK(shown(french, percent, Cell(std::uint64_t{9'850})) == "98,5\u202f%");
  CHECK(shown(english, percent, Cell(std::uint64_t{10'000})) == "100%");
  Cell list;
  list.add("a").add("b");
  CHECK(shown(english, Column{.id = "l", .title = {"l", "l"}, .many = true}, list) == "a, b");
  CHECK(sentence(french, {{"{} and {}", "{} et {}"},
                          {{CellKind::text, "{}"}, {CellKind::number, std::uint64_t{3}}}}) ==
        "{} et 3");
}
