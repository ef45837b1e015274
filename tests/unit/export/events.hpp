// Invented events: one of each kind, and random ones whose names try to forge everything.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "export/event.hpp"

namespace braque::exporting::test {

inline RunFacts run_facts() {
  RunFacts run;
  run.id = 7;
  run.text = "scan-2026-11-22T010000Z-7";
  run.host = "scanner1";
  run.rule_set = "0123456789abcdef";
  run.status = "completed";
  run.started_ms = 1'795'309'200'000;
  run.finished_ms = 1'795'312'800'123;
  run.targets = {"smb://fs01/finance"};
  run.totals.items = {1000, 990, 6, 4, 900};
  run.totals.bytes_discovered = 123'456'789;
  run.totals.bytes_done = 123'000'000;
  run.totals.findings = 42;
  run.totals.seconds = 12.5;
  run.totals.reasons = {{Reason::encrypted, 4}, {Reason::io_error, 6}};
  return run;
}

inline Event finding_event() {
  Event event;
  event.kind = EventKind::found_new;
  event.id = "00112233445566778899aabbccddeeff:19";
  event.sequence = 19;
  event.time_ms = 1'795'312'800'123;
  event.run = run_facts();
  Object& object = event.object;
  object.target = "smb://fs01/finance";
  object.relative =
      "RH/paie=2019|d\xc3\xa9"
      "c.xlsx";
  object.relative_uri = "RH/paie=2019%7Cd%C3%A9c.xlsx";
  object.uri = "smb://fs01/finance/RH/paie=2019%7Cd%C3%A9c.xlsx";
  object.path =
      "smb://fs01/finance/RH/paie=2019|d\xc3\xa9"
      "c.xlsx";
  object.name =
      "paie=2019|d\xc3\xa9"
      "c.xlsx";
  object.directory = "smb://fs01/finance/RH";
  object.extension = "xlsx";
  object.locator = "Feuille 1";
  object.host = "fs01";
  object.owner_id = "1004";
  object.owner_name = "jdupont";
  object.size = 48'213;
  object.modified_ms = 1'790'000'000'000;
  ExportedFinding& finding = event.finding.emplace();
  finding.id = "00112233445566778899aabbccddeeff";
  finding.rule = "eu.iban";
  finding.name = "International bank account number";
  finding.category = "financial";
  finding.gdpr = "personal";
  finding.column = "IBAN \\ compte";
  finding.confidence = Confidence::high;
  finding.score = 0.98;
  finding.severity = Severity::high;
  finding.count = 42;
  finding.distinct = 40;
  finding.first_seen_ms = 1'795'309'200'000;
  finding.locations = {{12, 1034, 27, "***********************0189", ""}, {13, 1090, 27, "", ""}};
  return event;
}

/// One of each kind.
inline std::vector<Event> all_kinds() {
  std::vector<Event> events;
  for (EventKind kind : {EventKind::run_start, EventKind::run_resume}) {
    Event event;
    event.kind = kind;
    event.run = run_facts();
    event.run.status = "running";
    event.run.finished_ms = 0;
    event.sequence = static_cast<std::int64_t>(events.size()) + 1;
    event.id =
        "run-1795309200000-7:" + std::string(name(kind)) + "-" + std::to_string(event.sequence);
    event.time_ms = event.run.started_ms;
    events.push_back(event);
  }
  events.push_back(finding_event());
  Event changed = finding_event();
  changed.kind = EventKind::changed;
  changed.id = "ffeeddccbbaa99887766554433221100:20";
  changed.finding->rule = "art9.health";
  changed.finding->name = "Health of a person";
  changed.finding->gdpr = "special_art9:health";
  changed.finding->category = "health";
  changed.finding->level = "person";
  changed.object.label = "restricted";
  changed.finding->severity = Severity::critical;
  changed.finding->column.reset();
  changed.finding->locations.clear();
  events.push_back(changed);
  Event table = finding_event();
  table.kind = EventKind::gone;
  table.object.target = "postgresql://db01/hr";
  table.object.uri = "postgresql://db01/hr/public.employees";
  table.object.relative = table.object.relative_uri = table.object.name = "public.employees";
  table.object.path = "postgresql://db01/hr/public.employees";
  table.object.database = "postgresql";
  table.object.label = "internal";
  table.object.host = "db01";
  table.object.locator = table.object.owner_id = table.object.owner_name = table.object.extension =
      "";
  events.push_back(table);
  Event issue = finding_event();
  issue.kind = EventKind::issue;
  issue.finding.reset();
  issue.object.locator.clear();
  issue.outcome = {Status::partial, Reason::io_error, 48'213, 1000, "zip", ""};
  issue.id = "run-1795309200000-7:issue-21";
  events.push_back(issue);
  Event end;
  end.kind = EventKind::run_end;
  end.run = run_facts();
  end.time_ms = end.run.finished_ms;
  end.id = "run-1795309200000-7:run_end-22";
  end.sequence = 22;
  events.push_back(end);
  Event gap = end;
  gap.kind = EventKind::gap;
  gap.count = 12;
  gap.detail = "the spool was full";
  gap.id = "run-1795309200000-7:gap-23";
  events.push_back(gap);
  for (EventKind kind : {EventKind::baseline, EventKind::folder, EventKind::totals}) {
    Event event = end;
    event.kind = kind;
    event.object.target = "smb://fs01/finance";
    event.object.uri = "smb://fs01/finance";
    event.object.path = kind == EventKind::folder ? "smb://fs01/finance/RH" : "smb://fs01/finance";
    event.object.name = kind == EventKind::folder ? "RH" : "finance";
    event.object.host = "fs01";
    event.totals = {{"financial", Severity::high, 12, 400}, {"contact", Severity::low, 30, 31}};
    event.count = 42;
    event.id = "run-1795309200000-7:" + std::string(name(kind)) + "-24";
    events.push_back(event);
  }
  return events;
}

/// Text that is made of everything a format could take for syntax, of controls, marks that turn the
/// direction of text, and bytes that are no UTF-8.
class RandomText {
 public:
  explicit RandomText(std::uint32_t seed) : random_(seed) {}
  std::string operator()(std::size_t pieces_max) {
    static const std::vector<std::string> kPieces{"a",
                                                  "Z",
                                                  "9",
                                                  " ",
                                                  "  ",
                                                  "=",
                                                  "\\",
                                                  "|",
                                                  "^",
                                                  "\"",
                                                  "'",
                                                  "]",
                                                  "[",
                                                  ",",
                                                  ";",
                                                  ":",
                                                  "/",
                                                  "#",
                                                  "%",
                                                  "&",
                                                  "<",
                                                  ">",
                                                  "\n",
                                                  "\r",
                                                  "\r\n",
                                                  "\t",
                                                  std::string(1, '\0'),
                                                  "\x01",
                                                  "\x1b[31m",
                                                  "\x7f",
                                                  "\xc2\x85",
                                                  "\xe2\x80\xa8",
                                                  "\xe2\x80\xae",
                                                  "\xe2\x81\xa6",
                                                  "\xef\xbb\xbf",
                                                  "\xc3\xa9",
                                                  "\xe6\x97\xa5",
                                                  "\xf0\x9f\x98\x80",
                                                  "\xff",
                                                  "\xc3",
                                                  "\xed\xa0\x80",
                                                  "\xc0\xaf",
                                                  " act=",
                                                  " cs1=",
                                                  "CEF:0|",
                                                  "LEEF:2.0|",
                                                  "<13>1 ",
                                                  "=cmd()",
                                                  "+1",
                                                  "-1",
                                                  "@x",
                                                  "\n<13>1 - - forged",
                                                  "},{\"forged\":1",
                                                  "\\n",
                                                  "\\|",
                                                  "\\=",
                                                  "#012",
                                                  "${jndi:x}",
                                                  "\xcc\x81"};
    std::string text;
    const std::size_t pieces = random_() % (pieces_max + 1);
    for (std::size_t i = 0; i < pieces; ++i) text += kPieces[random_() % kPieces.size()];
    return text;
  }

  Event event() {
    Event made = finding_event();
    Object& object = made.object;
    for (std::string* field :
         {&object.target, &object.path, &object.name, &object.directory, &object.extension,
          &object.locator, &object.host, &object.owner_id, &object.owner_name})
      *field = (*this)(12);
    if (object.name.empty()) object.name = "x";
    made.finding->column = (*this)(8);
    made.finding->locations[0].masked = (*this)(4);
    return made;
  }
  std::uint32_t number() { return static_cast<std::uint32_t>(random_()); }

 private:
  std::mt19937 random_;
};

}  // namespace braque::exporting::test
