// The page of fifty thousand findings in a real browser, where there is one.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "report/overview.hpp"
#include "report/write.hpp"
#include "support/run_program.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;
using namespace braque::report;
using namespace braque::test;

namespace {

/// "" when there is no browser.
std::string browser() {
  for (const char* name :
       {"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"})
    if (::access(name, X_OK) == 0) return name;
  return {};
}

class EnglishWording : public Wording {
 public:
  bool french() const override { return false; }
  std::string whole(std::uint64_t value) const override { return std::to_string(value); }
  std::string bytes(std::uint64_t value) const override { return std::to_string(value) + " B"; }
  std::string word(CellKind, std::string_view id) const override { return std::string(id); }
};

/// Four findings in each of 12,500 files, in 5,000 folders of 10 sources, some with names that
/// attack.
std::string page_of(std::uint64_t items) {
  static Groups groups;
  Overview overview(groups);
  for (std::uint64_t i = 0; i < items; ++i) {
    ItemFacts item;
    item.path = "/srv/" + std::to_string(i % 10) + "/<script>alert(1)</script> " +
                std::to_string(i % 5000) + "/file.txt";
    item.target = "smb://fs01/" + std::to_string(i % 10);
    item.outcome.status = i % 50 == 0 ? Status::skipped : Status::complete;
    item.risk = static_cast<unsigned>(i % 90);
    item.label = "confidential";
    for (const char* category : {"contact", "financial", "national_id", "demographic"}) {
      Finding finding;
      finding.item = item.path;
      finding.rule = category;
      finding.category = category;
      finding.count = i % 7 + 1;
      finding.confidence = Confidence::high;
      overview.add(finding);
      item.found.add(finding, groups);
    }
    overview.add(item);
    if (i % 50 == 0)
      overview.add_gap(item.path, false, {Status::skipped, Reason::encrypted, 10, 0, "zip", ""});
  }
  Document document = overview.document();
  for (Table& table : document.tables) keep(table, 200);
  std::string page;
  write_html(document, EnglishWording(), "today", page);
  return page;
}

struct Opened {
  std::string dom;
  double seconds = 0;
};

Opened open(const TemporaryTree& tree, const std::string& url) {
  const auto begin = std::chrono::steady_clock::now();
  auto result = run_program(
      {{browser(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--no-first-run", "--user-data-dir=" + tree.path("profile"), "--dump-dom", url},
       {},
       {{"HOME", tree.path()}}});
  return {std::move(result.out),
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()};
}

}  // namespace

TEST_CASE("a page of fifty thousand findings is bounded, and says what it leaves out") {
  const std::string page = page_of(12'500);
  CHECK(page.size() < 500'000);
  CHECK(page.find("Rows not shown here: 4800.") != std::string::npos);
  CHECK(page.find("50000") != std::string::npos);
}

TEST_CASE(
    "a browser opens the page of fifty thousand findings at once, runs its own script and nobody "
    "else's") {
  if (browser().empty()) {
    WARN("no Chromium here: the page was not opened");
    return;
  }
  const TemporaryTree tree;
  tree.file("page.html", page_of(12'500));
  tree.file("empty.html", "<!DOCTYPE html><title>empty</title>");
  (void)open(tree, "file://" + tree.path("empty.html"));  // makes the profile
  const Opened page = open(tree, "file://" + tree.path("page.html"));
  REQUIRE_FALSE(page.dom.empty());
  // Its policy let the script in the page run: it has made buttons and filters.
  CHECK(page.dom.find("<button type=\"button\"") != std::string::npos);
  CHECK(page.dom.find("class=\"tools\"") != std::string::npos);
  CHECK(page.dom.find("Rows: 200 of 200") != std::string::npos);
  CHECK(page.dom.find("&lt;script&gt;alert(1)&lt;/") != std::string::npos);
  double load = 0;
  if (::getloadavg(&load, 1) == 1 &&
      load > 2.0 * static_cast<double>(std::thread::hardware_concurrency())) {
    WARN("the machine is busy with other things: how long it takes was not tested");
    return;
  }
  // The browser's own start is not the page's doing.
  const double bare = open(tree, "file://" + tree.path("empty.html")).seconds;
  INFO(page.seconds << " s with the page, " << bare << " s with an empty one");
  CHECK(page.seconds - bare < 2.0);
}
