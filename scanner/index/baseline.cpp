#include "index/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "index/names.hpp"
#include "index/protected_files.hpp"
#include "index/run_writer.hpp"
#include "index/schema.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::index {
namespace {

constexpr int kVersion = 1;
constexpr std::string_view kPresent =
    " FROM findings WHERE gone_run IS NULL"
    " AND NOT (suppressed AND ifnull(suppressed_until_ms > unixepoch() * 1000, 1))";

Error not_one(std::string_view why) {
  return unexpected(ErrorKind::invalid, "it is no baseline of this program: " + std::string(why));
}

/// The id of the key of the last run, which must have seen everything.
Result<std::string> key_of_last_run(const Database& database) {
  auto last = database.prepare(
      "SELECT r.status, r.totals, c.key_id FROM runs r JOIN configurations c USING "
      "(configuration_id)"
      " ORDER BY r.run_id DESC LIMIT 1");
  if (!last) return last.error();
  auto row = last->step();
  if (!row) return row.error();
  if (!*row) return unexpected(ErrorKind::invalid, "index: there is no run in it; scan first");
  const bool whole = last->bytes(0) == "completed" && !totals_from_json(last->bytes(1)).sampled;
  if (!whole)
    return unexpected(
        ErrorKind::invalid,
        "the last run did not look at everything (" + last->string(0) +
            "): a baseline of it would hide what it missed; let a scan complete first");
  return last->string(2);
}

}  // namespace

Result<std::uint64_t> write_baseline(const std::string& index_path,
                                     const std::function<void(std::string_view)>& write) {
  auto checked = check_existing(index_path);
  if (!checked) return checked.error();
  auto database = Database::open(*checked, OpenMode::read_only);
  if (!database) return database.error();
  if (auto done = check_schema(*database); !done) return done.error();
  if (auto done = database->execute("BEGIN"); !done) return done.error();
  auto key_id = key_of_last_run(*database);
  if (!key_id) return key_id.error();
  auto count = database->integer("SELECT count(*)" + std::string(kPresent));
  if (!count) return count.error();
  const auto findings = static_cast<std::uint64_t>(count->value_or(0));
  write(fmt::format("{{\"record\":\"baseline\",\"schema\":{},\"key_id\":\"{}\",\"findings\":{}}}\n",
                    kVersion, *key_id, findings));
  auto rows = database->prepare("SELECT finding_id, fingerprint_hash" + std::string(kPresent) +
                                " ORDER BY substr(finding_id, 1, 3), finding_id");
  if (!rows) return rows.error();
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return findings;
    write(fmt::format("{{\"finding_id\":\"{}\",\"values\":\"{:016x}\"}}\n",
                      hex(digest_from(rows->bytes(0))), rows->unsigned_integer(1)));
  }
}

Result<void> Baseline::add_line(std::string_view line) {
  const auto json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return not_one("a line is not a JSON object");
  const auto text = [&](const char* key) {
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>()
                                                       : std::string();
  };
  if (key_id_.empty()) {
    if (text("record") != "baseline" || text("key_id").empty())
      return not_one("its first line says nothing");
    if (!json.contains("schema") || json["schema"] != kVersion)
      return not_one("it is of another version");
    if (!json.contains("findings") || !json["findings"].is_number_unsigned())
      return not_one("its first line has no number of findings");
    key_id_ = text("key_id");
    announced_ = json["findings"];
    return {};
  }
  const auto finding = digest_from_hex(text("finding_id"));
  const std::string values = text("values");
  if (!finding || values.size() != 16 ||
      values.find_first_not_of("0123456789abcdef") != values.npos)
    return not_one("a line has no finding_id and values");
  if (!entries_.empty() && !(entries_.back().finding < *finding))
    return not_one("it is not sorted");
  entries_.push_back({*finding, std::stoull(values, nullptr, 16)});
  return {};
}

Result<void> Baseline::finish() const {
  if (key_id_.empty()) return not_one("it is empty");
  if (entries_.size() != announced_) return not_one("lines are missing at its end");
  return {};
}

bool Baseline::holds(const Digest& finding, std::uint64_t fingerprint_hash) const {
  const auto found = std::lower_bound(
      entries_.begin(), entries_.end(), finding,
      [](const Entry& entry, const Digest& wanted) { return entry.finding < wanted; });
  return found != entries_.end() && found->finding == finding &&
         found->fingerprint_hash == fingerprint_hash;
}

}  // namespace braque::index
