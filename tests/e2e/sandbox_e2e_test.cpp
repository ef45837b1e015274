// Scans whose workers are lost, or not to be had as they must be.
#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <fstream>
#include <set>
#include <sstream>
#include <string_view>
#include <thread>

#include "e2e/home.hpp"

using namespace braque::test;

namespace {

void put(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i, value >>= 8)
    out.push_back(static_cast<char>(value & 0xff));
}

/// CRC-32 as zip wants it (APPNOTE.TXT 4.4.7).
std::uint32_t crc(const std::string& text) {
  std::uint32_t sum = ~0U;
  for (const char c : text) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ (0xedb88320U & (0U - (sum & 1U)));
  }
  return ~sum;
}

/// A zip archive of stored members.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string out, directory;
  for (const auto& [name, text] : members) {
    std::string common;
    put(common, 20, 2), put(common, 0, 8), put(common, crc(text), 4);
    put(common, text.size(), 4), put(common, text.size(), 4), put(common, name.size(), 2);
    put(common, 0, 2);
    directory += "PK\x01\x02";
    put(directory, 20, 2);
    directory += common;
    put(directory, 0, 10), put(directory, out.size(), 4);
    directory += name;
    out += "PK\x03\x04" + common + name + text;
  }
  const std::size_t begin = out.size();
  out += directory + "PK\x05\x06";
  put(out, 0, 4), put(out, members.size(), 2), put(out, members.size(), 2);
  put(out, directory.size(), 4), put(out, begin, 4), put(out, 0, 2);
  return out;
}

/// Processes of this program's descendants that are called braque-extract.
std::vector<pid_t> workers() {
  std::vector<pid_t> found;
  DIR* folder = ::opendir("/proc");
  while (const dirent* entry = ::readdir(folder)) {
    const std::string_view number = entry->d_name;
    pid_t id = 0;
    std::from_chars(number.data(), number.data() + number.size(), id);
    std::ifstream file("/proc/" + std::string(entry->d_name) + "/comm");
    std::string name;
    if (id > 0 && std::getline(file, name) && name == "braque-extract") found.push_back(id);
  }
  ::closedir(folder);
  return found;
}

bool descends_from(pid_t process, pid_t ancestor) {
  for (int level = 0; level < 8 && process > 1; ++level) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    std::getline(file, text);
    const std::size_t end = text.rfind(')');
    if (end == std::string::npos) return false;
    std::istringstream rest(text.substr(end + 1));
    char state = 0;
    if (!(rest >> state >> process)) return false;
    if (process == ancestor) return true;
  }
  return false;
}

/// Kills one worker in each `period` of a scan that this test started, until it is destroyed.
class Killer {
 public:
  explicit Killer(std::chrono::milliseconds period) : period_(period) {}
  ~Killer() {
    stop_ = true;
    thread_.join();
  }
  int killed() const { return killed_; }

 private:
  void run() {
    while (!stop_) {
      std::vector<pid_t> own;
      for (const pid_t worker : workers())
        if (descends_from(worker, ::getpid())) own.push_back(worker);
      // Now the fork server, now a worker, now another. A server that is alone is still loading: it
      // would never come to work.
      const auto turn = static_cast<std::size_t>(killed_);
      if (own.size() > 1 && ::kill(own[turn % own.size()], SIGKILL) == 0) ++killed_;
      std::this_thread::sleep_for(period_);
    }
  }
  std::chrono::milliseconds period_;
  std::atomic<bool> stop_{false};
  std::atomic<int> killed_{0};
  std::thread thread_{[this] { run(); }};
};

std::set<std::string> findings_of(const ProgramResult& result) {
  std::set<std::string> ids;
  for (const auto& line : json_lines(result.out))
    if (line["record"] == "finding")
      ids.insert(line["item"].get<std::string>() + " " + line["locator"].dump() + " " +
                 line["rule"].get<std::string>() + " " + line["count"].dump());
  return ids;
}

}  // namespace

TEST_CASE("workers that are killed during a scan cost no finding") {
  Home home;
  for (int i = 0; i < 40; ++i) {
    std::vector<std::pair<std::string, std::string>> members;
    for (int k = 0; k < 20; ++k) {
      std::string text = "Contact: lea.martin" + std::to_string(i * 100 + k) + "@lumiere.fr\n";
      text.append(40'000, '.');
      members.emplace_back("lettre" + std::to_string(k) + ".txt", text);
    }
    home.tree.file("data/archive" + std::to_string(i) + ".zip",
                   zip_of({{"dedans.zip", zip_of(members)}, {"note.txt", members[0].second}}));
  }
  const std::vector<std::string> words{
      "scan", home.tree.path("data"), "--no-index", "--format", "jsonl", "--jobs", "2"};
  const auto begun = std::chrono::steady_clock::now();
  const ProgramResult calm = home.run(words);
  const auto took = std::chrono::steady_clock::now() - begun;
  REQUIRE(calm.exit_code == 0);
  const auto expected = findings_of(calm);
  REQUIRE(expected.size() == 40 * 21);
  ProgramResult troubled;
  {
    // At the scan's own pace: one that is slow (a sanitizer, a busy machine) would lose every fork
    // server while that loads, until none is tried any more.
    using std::chrono::milliseconds;
    const Killer killer(
        std::max(milliseconds(30), std::chrono::duration_cast<milliseconds>(took / 40)));
    troubled = home.run(words);
    CHECK(killer.killed() > 0);
  }
  const auto found = findings_of(troubled);
  // A file whose second worker was killed too is in the ledger, and what is in it may have been
  // read as it stands instead; all others are whole.
  std::set<std::string> victims, read_as_they_stand;
  for (const auto& line : json_lines(troubled.out)) {
    if (line["record"] != "item" || line["status"] == "complete") continue;
    INFO(line.dump());
    const std::string item = line["item"];
    if (line["locator"].is_null()) {
      CHECK(line["reason"] == "parser_crash");
      victims.insert(item);
    }
    if (line["note"].get<std::string>().ends_with("read as it stands"))
      read_as_they_stand.insert(item + " " + line["locator"].dump());
  }
  for (const std::string& finding : expected)
    if (!found.contains(finding)) CHECK(victims.contains(finding.substr(0, finding.find(' '))));
  for (const std::string& finding : found) {
    // Its place is what stands before " RULE COUNT".
    const std::string place = finding.substr(0, finding.rfind(' ', finding.rfind(' ') - 1));
    if (!read_as_they_stand.contains(place)) CHECK(expected.contains(finding));
  }
  for (const pid_t worker : workers()) CHECK_FALSE(descends_from(worker, ::getpid()));
}

TEST_CASE("a scan without its worker program does not begin") {
  Home home;
  home.tree.file("data/a.txt", "text\n");
  home.tree.file("bin/.keep", "");
  const std::string copy = home.tree.path("bin/braque");
  {
    std::ifstream from(BRAQUE_PROGRAM, std::ios::binary);
    std::ofstream to(copy, std::ios::binary);
    to << from.rdbuf();
  }
  REQUIRE(::chmod(copy.c_str(), 0755) == 0);
  const ProgramResult result =
      run_program({{copy, "scan", home.tree.path("data"), "--no-index"}, "", home.environment()});
  CHECK(result.exit_code == 2);
  CHECK(result.error.find("braque-extract is missing") != std::string::npos);
}

TEST_CASE("doctor tells what the kernel offers, formats what is read") {
  Home home;
  const ProgramResult doctor = home.run({"doctor"});
  CHECK(doctor.exit_code == 0);
  CHECK(doctor.out.find("Landlock") != std::string::npos);
  CHECK(doctor.out.find("sandbox") != std::string::npos);
  std::set<std::string> names;
  for (const auto& line : json_lines(home.run({"formats", "--format", "jsonl"}).out)) {
    CHECK(names.insert(line["name"].get<std::string>()).second);
    CHECK_FALSE(line["description"].get<std::string>().empty());
  }
  for (const char* name : {"csv", "zip", "7z", "pdf"}) CHECK(names.contains(name));
  CHECK(home.run({"formats"}).out.find("levels deep") != std::string::npos);
}
