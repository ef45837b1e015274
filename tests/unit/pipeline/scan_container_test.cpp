#include <catch2/catch.hpp>

#include "fake_source.hpp"

using namespace braque;
using namespace braque::test;

namespace {

std::string member(const std::string& name, const std::string& content) {
  return "M " + name + " " + std::to_string(content.size()) + "\n" + content;
}

std::string nested(int depth) {
  std::string content = "ok ID123456\n";
  for (int i = 0; i < depth; ++i) content = "BOX\n" + member("inner" + std::to_string(i), content);
  return content;
}

}  // namespace

TEST_CASE("members are parts, and members of members too") {
  FakeScan scan;
  scan.options.ledger = true;
  scan.add("a.box", "BOX\n" + member("plain.txt", "ok ID123456\n") +
                        member("b.box", "BOX\n" + member("c.txt", "two ok ID654321\n")));
  REQUIRE(scan.run());
  const auto& kept = scan.sink.at("a.box");
  REQUIRE(kept.findings.size() == 2);
  CHECK(kept.findings[0].finding.locator == "plain.txt");
  CHECK(kept.findings[1].finding.locator == "b.box > c.txt");
  CHECK(kept.findings[1].finding.samples.at(0).offset == 7);
  CHECK(kept.findings[0].finding.id != kept.findings[1].finding.id);
  CHECK(kept.record.outcome.status == Status::complete);
  CHECK(kept.record.outcome.format == "box");
  CHECK(kept.record.parts_complete == 3);
  REQUIRE(kept.record.parts.size() == 3);
  CHECK(kept.record.parts[0].locator == "plain.txt");
  CHECK(kept.record.parts[1].locator == "b.box > c.txt");
  CHECK(kept.record.parts[2].locator == "b.box");
  CHECK(scan.result.summary.parts_complete == 3);
}

TEST_CASE("containers nested deeper than the budget are said, not entered") {
  FakeScan scan;
  scan.add("deep8", nested(8));
  scan.add("deep9", nested(9));
  REQUIRE(scan.run());
  CHECK(scan.sink.at("deep8").record.outcome.status == Status::complete);
  CHECK(scan.sink.at("deep8").findings.size() == 1);
  const auto& deep = scan.sink.at("deep9").record;
  CHECK(deep.outcome.status == Status::partial);
  CHECK(deep.outcome.reason == Reason::budget_depth);
  REQUIRE(deep.parts.size() == 1);
  CHECK(deep.parts[0].outcome.reason == Reason::budget_depth);
  CHECK(deep.parts[0].outcome.status == Status::skipped);
}

TEST_CASE("damage and budgets leave the item partial with what was found before") {
  FakeScan scan;
  scan.add("damaged.box", "BOX\n" + member("a", "ok ID123456\n") + "! \n");
  scan.options.budget.entries_max = 3;
  scan.add("many.box", "BOX\n" + member("a", "ok ID123456\n") + member("b", "") + member("c", "") +
                           member("d", "ok ID123456\n"));
  scan.add("picture.box", "BOX\n" + member("a", "IMAGE") + member("b", "ok ID123456\n"));
  scan.add("link.box", "BOX\nL target\n" + member("b", "ok ID123456\n"));
  REQUIRE(scan.run());
  CHECK(scan.sink.at("damaged.box").record.outcome.reason == Reason::corrupt);
  CHECK(scan.sink.at("damaged.box").findings.size() == 1);
  CHECK(scan.sink.at("many.box").record.outcome.reason == Reason::budget_entries);
  CHECK(scan.sink.at("many.box").findings.size() == 1);
  CHECK(scan.sink.at("picture.box").record.outcome.reason == Reason::needs_ocr);
  CHECK(scan.sink.at("picture.box").findings.size() == 1);
  CHECK(scan.sink.at("link.box").record.outcome.status == Status::complete);
  REQUIRE(scan.sink.at("link.box").record.parts.size() == 1);
  CHECK(scan.sink.at("link.box").record.parts[0].outcome.reason == Reason::symlink);
  CHECK(scan.result.summary.parts_skipped == 2);
  CHECK(scan.result.summary.items.partial == 3);
}

TEST_CASE("what looks like a container and is none is read as it stands") {
  for (std::size_t padding : {std::size_t{10}, std::size_t{3 << 20}}) {
    FakeScan scan;
    scan.add("broken.box", "BOX\n! \n ok ID123456 " + std::string(padding, '.'));
    scan.add("outer.box", "BOX\n" + member("in", "BOX\n! \n ok ID123456 \n"));
    REQUIRE(scan.run());
    for (const char* relative : {"broken.box", "outer.box"}) {
      const auto& kept = scan.sink.at(relative);
      CHECK(kept.record.outcome.status == Status::partial);
      CHECK(kept.record.outcome.reason == Reason::corrupt);
      REQUIRE(kept.findings.size() == 1);
      CHECK(kept.findings[0].finding.count == 1);
    }
  }
}

TEST_CASE("what breaks its reader is read as it stands, and the ledger says how it broke") {
  class Breaking final : public ContainerReader {
   public:
    explicit Breaking(Reason reason) : reason_(reason) {}
    Outcome read(std::string_view, const RandomAccess&, std::string_view, const Budget&,
                 ContainerSpending&, MemberSink&) override {
      Outcome outcome;
      outcome.status = Status::skipped;
      outcome.reason = reason_;
      return outcome;
    }
    std::string remark() const override { return "a remark"; }

   private:
    Reason reason_;
  };
  for (const Reason reason :
       {Reason::timeout, Reason::parser_crash, Reason::sandbox_violation, Reason::budget_memory}) {
    FakeScan scan;
    Breaking breaking(reason);
    scan.options.containers = &breaking;
    scan.add("a.box", "BOX\n ok ID123456 \n");
    REQUIRE(scan.run());
    const auto& kept = scan.sink.at("a.box");
    CHECK(kept.record.outcome.status == Status::partial);
    CHECK(kept.record.outcome.reason == reason);
    CHECK(kept.findings.size() == 1);
    CHECK(scan.result.summary.sandbox_note == "a remark");
  }
}

TEST_CASE("values in member names are masked in what is shown") {
  FakeScan scan;
  scan.add("a.box", "BOX\n" + member("file-ID123456.txt", "ok ID654321\n") +
                        member("picture-ID123457", "IMAGE"));
  REQUIRE(scan.run());
  const auto& kept = scan.sink.at("a.box");
  CHECK(kept.findings.at(0).finding.locator == "file-******56.txt");
  CHECK(kept.record.parts.at(0).locator == "picture-******57");
}

TEST_CASE("values in what a worker says of a container are masked") {
  class Telling final : public ContainerReader {
   public:
    Outcome read(std::string_view, const RandomAccess&, std::string_view, const Budget&,
                 ContainerSpending&, MemberSink& sink) override {
      Member member;
      member.name = "part";
      member.outcome.status = Status::skipped;
      member.outcome.reason = Reason::corrupt;
      member.outcome.note = "ID123456 is broken";
      member.outcome.format = "ID123457";
      sink.member(member);
      Outcome outcome = member.outcome;
      outcome.note = "read up to ID123458";
      outcome.format.clear();
      return outcome;
    }
    std::string remark() const override { return {}; }
  };
  FakeScan scan;
  Telling telling;
  scan.options.containers = &telling;
  scan.add("a.box", "BOX\n");
  REQUIRE(scan.run());
  const auto& kept = scan.sink.at("a.box");
  REQUIRE(kept.record.parts.size() == 1);
  CHECK(kept.record.parts[0].outcome.note == "******56 is broken");
  CHECK(kept.record.parts[0].outcome.format == "******57");
  CHECK(kept.record.outcome.note.find("read up to ******58") != std::string::npos);
}

TEST_CASE("a member larger than a window is read through to its end") {
  FakeScan scan;
  scan.options.budget.window_bytes = 64 << 10;
  scan.options.budget.overlap_bytes = 1 << 10;
  std::string content(300'000, '.');
  for (std::size_t at = 10; at + 20 < content.size(); at += 997)
    content.replace(at, 8, "ID" + std::to_string(100000 + at));
  scan.add("a.box", "BOX\n" + member("big", content));
  REQUIRE(scan.run());
  const Finding& finding = scan.sink.at("a.box").findings.at(0).finding;
  CHECK(finding.count == 301);  // (299980 - 10) / 997 rounded down, plus one
  CHECK(finding.distinct == 301);
  CHECK(finding.samples.at(4).offset == 10 + 4 * 997);
}
