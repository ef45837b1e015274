// An index of so many findings, made through the writer, and what they take:
//     braque_index_scale /tmp/DIR/index.db 10000000 [samples of a finding] [fingerprints of a
//     finding]
// Ten findings an item. Bytes are those of the file beyond one with the same items and no findings.
#include <sys/stat.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "index/sqlite_store.hpp"

using namespace braque;
using namespace braque::index;

namespace {

constexpr std::uint64_t kFindingsOfItem = 10;

std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdULL;
  x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

Finding make_finding(std::uint64_t number, std::uint64_t samples, std::uint64_t values) {
  // Ids of rules and words as scans of shares have them; twenty of the rules are met often.
  static const char* const kRules[] = {
      "intl.email", "intl.phone",          "intl.person_name", "fr.nir",  "eu.iban",
      "intl.dob",   "intl.postal_address", "fr.phone",         "pci.pan", "cred.password"};
  const std::uint64_t kind = number % kFindingsOfItem;
  Finding finding;
  for (int i = 0; i < 8; ++i) {
    finding.id[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(mix(number) >> (8 * i));
    finding.id[static_cast<std::size_t>(8 + i)] =
        static_cast<std::uint8_t>(mix(~number) >> (8 * i));
  }
  finding.rule = kRules[kind];
  if (number / kFindingsOfItem % 10'000 == 0) finding.rule += ".rare";
  finding.name = finding.name_fr = finding.rule;
  finding.category = kind < 3 ? "contact" : kind < 6 ? "national_id" : "financial";
  finding.locator = kind % 3 == 0 ? "Sheet1" : "";
  if (kind % 2 == 0) finding.column = "courriel";
  finding.confidence = kind % 3 == 0 ? Confidence::medium : Confidence::high;
  finding.score = 0.97;
  finding.severity = Severity::medium;
  finding.count = values + 2;
  finding.distinct = values;
  for (std::uint64_t i = 0; i < samples; ++i) {
    Sample sample{12 + i, 1034 + 80 * i, 21, "*****************1234", {}};
    for (std::size_t k = 0; k < 8; ++k)
      sample.fingerprint[k] = static_cast<std::uint8_t>(mix(number * 7 + i) >> (8 * k));
    finding.samples.push_back(sample);
  }
  finding.fingerprints = [number, values](const auto& visit) {
    std::uint64_t value = 0;
    for (std::uint64_t i = 0; i < values; ++i) visit(value += mix(number * 31 + i) / (values + 1));
  };
  return finding;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  const std::string path = words[1];
  const std::uint64_t findings = std::strtoull(words[2], nullptr, 10);
  const std::uint64_t samples = count > 3 ? std::strtoull(words[3], nullptr, 10) : 1;
  const std::uint64_t values = count > 4 ? std::strtoull(words[4], nullptr, 10) : 3;
  StoreOptions options;
  options.run.rule_set_hash = options.run.extractor_version = options.run.key_id = "1";
  options.run.targets = {{"file://bench/share", "/share"}};
  options.reserve.bytes = 0;
  options.batch_items = 4096;
  auto store = SqliteStore::open_for_scan(path, options);
  if (!store) return std::fprintf(stderr, "%s\n", store.error().message.c_str()), 1;
  const auto begin = std::chrono::steady_clock::now();
  for (std::uint64_t i = 0;
       i * kFindingsOfItem < findings || (findings == 0 && i < samples * 1'000'000); ++i) {
    ItemRecord record;
    record.item.relative = "dept" + std::to_string(i / 10'000) + "/folder" +
                           std::to_string(i / 100) + "/document_" + std::to_string(i) + ".xlsx";
    record.item.path = "/share/" + record.item.relative;
    record.item.metadata = {
        4096, 4096, 1,      1000 + i, 1, 1'700'000'000'000'000'000, 1'700'000'000'000'000'001,
        1000, 1000, 0100644};
    record.outcome.format = "xlsx";
    record.outcome.bytes = record.outcome.bytes_done = 4096;
    record.content_hash[0] = 1;
    for (std::uint64_t k = 0; k < kFindingsOfItem && findings > 0; ++k)
      record.findings.push_back(make_finding(i * kFindingsOfItem + k, samples, values));
    if (auto done = (*store)->item(record); !done)
      return std::fprintf(stderr, "%s\n", done.error().message.c_str()), 1;
  }
  (*store)->listed_completely(0);
  if (auto done = (*store)->finish({}); !done)
    return std::fprintf(stderr, "%s\n", done.error().message.c_str()), 1;
  struct stat status {};
  ::stat(path.c_str(), &status);
  std::printf("%llu findings, %llu samples, %llu fingerprints each: %.1f s, %lld bytes\n",
              static_cast<unsigned long long>(findings), static_cast<unsigned long long>(samples),
              static_cast<unsigned long long>(values), seconds_since(begin),
              static_cast<long long>(status.st_size));
}
