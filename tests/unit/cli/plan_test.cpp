#include "cli/plan_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "export/destination.hpp"

namespace braque::cli {
namespace {

struct BadCase {
  std::string name, text;
  std::vector<std::pair<int, std::string>> faults;
};

std::vector<BadCase> bad_cases() {
  std::ifstream file(BRAQUE_BAD_CONFIGURATIONS);
  std::vector<BadCase> cases;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("=== "))
      cases.push_back({line.substr(4), "", {}});
    else if (cases.empty())
      continue;
    else if (line.starts_with("--- ")) {
      const std::size_t blank = line.find(' ', 4);
      cases.back().faults.emplace_back(std::stoi(line.substr(4)), line.substr(blank + 1));
    } else {
      cases.back().text += line + "\n";
    }
  }
  return cases;
}

std::vector<ConfigurationFault> faults_of(const std::string& text) {
  std::vector<ConfigurationFault> faults;
  Configuration configuration;
  read_configuration("x.toml", text, configuration, faults);
  (void)make_plan(configuration, faults);
  check_plan_files(configuration, faults);
  return faults;
}

}  // namespace

TEST_CASE("plan: every mistake is said with its line and a remedy, and nothing else") {
  const auto cases = bad_cases();
  CHECK(cases.size() >= 40);
  for (const BadCase& one : cases) {
    INFO(one.name);
    const auto faults = faults_of(one.text);
    std::string said;
    for (const ConfigurationFault& fault : faults)
      said += std::to_string(fault.line) + " " + fault.message + "\n";
    INFO(said);
    CHECK(faults.size() == one.faults.size());
    for (const auto& [line, words] : one.faults) {
      bool found = false;
      for (const ConfigurationFault& fault : faults)
        found |= fault.line == line && fault.file == "x.toml" &&
                 fault.message.find(words) != std::string::npos;
      CHECK(found);
    }
  }
}

TEST_CASE("plan: files that this account cannot read are faults, those that it can are none") {
  char path[] = "/tmp/braque_plan_XXXXXX";
  const int file = ::mkstemp(path);
  REQUIRE(file >= 0);
  const std::string text =
      "[destination.siem]\ntype = \"syslog\"\naddress = \"s:6514\"\nca_file = \"" +
      std::string(path) + "\"\n";
  CHECK(faults_of(text).empty());
  REQUIRE(::fchmod(file, 0) == 0);
  // Mode 0 keeps everybody out but the superuser, who becomes somebody else here.
  const uid_t self = ::geteuid();
  if (self == 0) REQUIRE(::seteuid(65'534) == 0);
  const auto faults = faults_of(text);
  REQUIRE(::seteuid(self) == 0);
  ::close(file);
  ::unlink(path);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].line == 4);
  CHECK(faults[0].message.find("cannot be read by this account") != std::string::npos);
}

TEST_CASE("plan: what is right is taken as it is written, later files first") {
  std::vector<ConfigurationFault> faults;
  Configuration configuration;
  read_configuration("a.toml", R"(
[target.finance]
path = "/srv/finance"
as = "smb://fs01/finance"
exclude = ["*.tmp", "*/cache/*"]
samples = 3
[destination.siem]
type = "syslog"
address = "[::1]:6514"
format = "cef"
only = ["new", "gone"]
events_per_day = 5
[destination.elastic]
type = "bulk"
url = "https://elastic:9200/"
index = "logs-braque"
token_credential = "elastic"
[schedule.nightly]
targets = ["finance"]
max_time = "6h"
[retention]
gone = "400d"
)",
                     configuration, faults);
  read_configuration("b.toml",
                     "[destination.siem]\nformat = \"leef\"\n[delivery]\npatience = \"2m\"\n",
                     configuration, faults);
  const Plan plan = make_plan(configuration, faults);
  for (const ConfigurationFault& fault : faults) FAIL_CHECK(fault.message);
  REQUIRE(plan.targets.size() == 1);
  CHECK(plan.targets[0].as == "smb://fs01/finance");
  CHECK(plan.targets[0].options.at("exclude").size() == 2);
  CHECK(plan.targets[0].options.at("samples") == std::vector<std::string>{"3"});
  REQUIRE(plan.destination("siem") != nullptr);
  const exporting::Destination& siem = plan.destination("siem")->destination;
  CHECK(siem.format == "leef");
  CHECK(siem.address.host == "::1");
  CHECK(siem.address.port == "6514");
  CHECK(siem.selection.kinds.size() == 2);
  CHECK(siem.events_per_day == 5);
  CHECK(siem.selection.min_confidence == Confidence::high);
  CHECK(siem.selection.min_confidence_special == Confidence::medium);
  CHECK_FALSE(siem.disclosure.samples);
  CHECK(plan.destination("elastic")->destination.format == "ecs");
  CHECK(plan.destination("elastic")->destination.address.url == "https://elastic:9200");
  CHECK(plan.schedule("nightly")->max_time == "6h");
  CHECK(plan.retention_gone == "400d");
  CHECK(plan.patience_ms == 120'000);
  CHECK(plan.schedule("weekly") == nullptr);
}

TEST_CASE("plan: the table of keys agrees with the types of destinations and the formats") {
  std::set<std::string> keys;
  std::string types, formats;
  for (const Option* option : plan_options_of("destination")) {
    keys.insert(std::string(option->name));
    if (option->name == "type") types = option->choices;
    if (option->name == "format") formats = option->choices;
  }
  std::string all;
  for (const exporting::SenderType& type : exporting::sender_types()) {
    all += (all.empty() ? "" : "|") + std::string(type.name);
    for (std::string_view list : {type.keys, type.required})
      while (!list.empty()) {
        const std::string key(list.substr(0, list.find('|')));
        CHECK(keys.count(key) == 1);
        list.remove_prefix(std::min(list.size(), key.size() + 1));
      }
  }
  CHECK(types == all);
  all.clear();
  for (const exporting::Format& format : exporting::formats())
    all += (all.empty() ? "" : "|") + std::string(format.name);
  CHECK(formats == all);
}

}  // namespace braque::cli
