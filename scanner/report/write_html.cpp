// A page in one file. Its policy forbids everything but the style and the script that stand in it,
// so that no name of a file can make it load, send or run anything, and every text is escaped
// besides. Without scripts it is still whole: the script adds sorting and filters.
#include <algorithm>
#include <array>

#include "report/html.hpp"
#include "report/page_hash.hpp"
#include "report/write.hpp"

namespace braque::report {
namespace {

struct PageFile {
  std::string_view name, text;
};
constexpr auto kFiles = std::to_array<PageFile>({
#include "page_files.inc"
});

constexpr Both kSkip{"Skip to the content", "Aller au contenu"};
constexpr Both kSections{"Sections", "Sections"};
constexpr Both kFigures{"Key figures", "Chiffres clés"};
constexpr Both kNotes{"How to read this", "Comment lire ce rapport"};
constexpr Both kAttention{"(wants attention)", "(à examiner en priorité)"};
constexpr Both kFilter{"Filter", "Filtrer"};
constexpr Both kShown{"Rows: {} of {}", "Lignes : {} sur {}"};
constexpr Both kSort{"Sort by {}", "Trier par {}"};
constexpr Both kFoot{
    "Made by braque from its index, which holds no matched value. This page loads nothing and "
    "sends nothing. What was not "
    "read is not in it: it is no proof of absence.",
    "Établi par braque d'après son index, qui ne contient aucune valeur détectée. Cette page ne "
    "charge et n'envoie "
    "rien. Ce qui n'a pas été lu n'y figure pas : elle ne prouve aucune absence."};

class Page {
 public:
  Page(const Document& document, const Wording& wording, std::string& out)
      : document_(document), wording_(wording), out_(out) {}

  void write(std::string_view made) {
    head();
    out_ += "<body data-filter=\"" + text(kFilter) + "\" data-shown=\"" + text(kShown) +
            "\" data-sort=\"" + text(kSort) + "\">\n";
    out_ += "<a class=\"skip\" href=\"#content\">" + text(kSkip) +
            "</a>\n<header class=\"top\"><p class=\"brand\">braque</p><h1>" +
            text(document_.title) + "</h1><p class=\"made\">" + html_text(made) + "</p></header>\n";
    contents();
    out_ += "<main id=\"content\" tabindex=\"-1\">\n";
    figures();
    notes();
    for (const Table& one : document_.tables) table(one);
    out_ += "</main>\n<footer><p>" + text(kFoot) + "</p></footer>\n<script>";
    out_ += kFiles[1].text;
    out_ += "</script>\n</body>\n</html>\n";
  }

 private:
  std::string text(const Both& both) const { return html_text(wording_.in(both)); }

  void head() {
    out_ += "<!DOCTYPE html>\n<html lang=\"";
    out_ += wording_.french() ? "fr" : "en";
    out_ +=
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
        "content=\"default-src 'none'; style-src ";
    out_ += hash_source(kFiles[0].text) + "; script-src " + hash_source(kFiles[1].text);
    out_ +=
        "; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" "
        "content=\"no-referrer\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n<title>";
    out_ += text(document_.title) + " – braque</title>\n<style>";
    out_ += kFiles[0].text;
    out_ += "</style>\n</head>\n";
  }

  void contents() {
    if (document_.tables.size() < 2) return;
    out_ += "<nav aria-label=\"" + text(kSections) + "\"><ul>";
    for (const Table& one : document_.tables)
      out_ += "<li><a href=\"#" + std::string(one.id) + "\">" + text(one.title) + "</a></li>";
    out_ += "</ul></nav>\n";
  }

  void figures() {
    if (document_.figures.empty() && document_.shares.empty()) return;
    out_ += "<section aria-labelledby=\"figures\"><h2 id=\"figures\">" + text(kFigures) +
            "</h2>\n<dl class=\"figures\">";
    for (const Figure& figure : document_.figures)
      out_ += std::string(figure.alarm ? "<div class=\"alarm\">" : "<div>") + "<dt>" +
              text(figure.label) + "</dt><dd>" + html_text(shown(wording_, figure.value)) +
              "</dd></div>";
    out_ += "</dl>\n";
    shares();
    out_ += "</section>\n";
  }

  /// Parts side by side, each with its words below: the colours say nothing more.
  void shares() {
    std::uint64_t whole = 0;
    for (const Share& share : document_.shares) whole += share.number;
    if (whole == 0) return;
    out_ += "<figure class=\"shares\"><figcaption>" + text(document_.shares_title) +
            "</figcaption><svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" "
            "aria-hidden=\"true\">";
    double at = 0;
    std::string words;
    for (std::size_t i = 0; i < document_.shares.size(); ++i) {
      const Share& share = document_.shares[i];
      const double width = 1000.0 * static_cast<double>(share.number) / static_cast<double>(whole);
      const std::string look = "share-" + std::to_string(i);
      out_ += "<rect class=\"" + look + "\" x=\"" + std::to_string(at) + "\" width=\"" +
              std::to_string(width) + "\" height=\"10\"/>";
      at += width;
      const Value percent{CellKind::percent, static_cast<std::uint64_t>(width * 10)};
      words += "<li><svg class=\"key\" viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect class=\"" +
               look + "\" width=\"1\" height=\"1\"/></svg>" + text(share.label) + " <b>" +
               html_text(wording_.whole(share.number)) + "</b> (" +
               html_text(shown(wording_, percent)) + ")</li>";
    }
    out_ += "</svg><ul>" + words + "</ul></figure>\n";
  }

  void notes() {
    if (document_.notes.empty()) return;
    out_ += "<section class=\"notes\" aria-labelledby=\"notes\"><h2 id=\"notes\">" + text(kNotes) +
            "</h2>\n";
    for (const Note& note : document_.notes)
      out_ += "<p>" + html_sentence(sentence(wording_, note)) + "</p>\n";
    out_ += "</section>\n";
  }

  void table(const Table& table) {
    const std::string id(table.id);
    out_ += "<section aria-labelledby=\"" + id + "\"><h2 id=\"" + id + "\">" + text(table.title) +
            "</h2>\n";
    if (!table.about.english.empty())
      out_ += "<p class=\"about\">" + html_sentence(wording_.in(table.about)) + "</p>\n";
    if (table.rows.empty()) {
      out_ += "<p class=\"empty\">" + text(table.none) + "</p>\n</section>\n";
      return;
    }
    // The frame scrolls where the table is wider than the window, so a keyboard must reach it.
    out_ += "<div class=\"frame\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + id +
            "\"><table><caption>" + text(table.title) + "</caption>\n<thead><tr>";
    for (const Column& column : table.columns)
      out_ += std::string("<th scope=\"col\"") +
              (is_numeric(column.kind) ? " class=\"number\">" : ">") + text(column.title) + "</th>";
    out_ += "</tr></thead>\n<tbody>\n";
    const std::vector<std::uint64_t> most = longest(table);
    for (const Row& row : table.rows) write_row(table, row, most);
    out_ += "</tbody></table></div>\n";
    if (const std::string more = left_out(wording_, table); !more.empty())
      out_ += "<p class=\"more\">" + html_text(more) + "</p>\n";
    out_ += "</section>\n";
  }

  void write_row(const Table& table, const Row& row, const std::vector<std::uint64_t>& most) {
    out_ += row.alarm ? "<tr class=\"alarm\">" : "<tr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      append_html_cell(wording_, table.columns[i], row.cells[i], i == 0, most[i], out_);
      if (i != 0 || !row.alarm) continue;
      // For those who do not see the mark in the margin.
      const std::size_t end = out_.rfind("</th>");
      out_.insert(end, " <span class=\"unseen\">" + text(kAttention) + "</span>");
    }
    out_ += "</tr>\n";
  }

  static std::vector<std::uint64_t> longest(const Table& table) {
    std::vector<std::uint64_t> most(table.columns.size(), 0);
    for (const Row& row : table.rows)
      for (std::size_t i = 0; i < table.columns.size(); ++i)
        most[i] = std::max(most[i], row.cells[i].number.value_or(0));
    return most;
  }

  const Document& document_;
  const Wording& wording_;
  std::string& out_;
};

}  // namespace

void write_html(const Document& document, const Wording& wording, std::string_view made,
                std::string& out) {
  Page(document, wording, out).write(made);
}

}  // namespace braque::report
