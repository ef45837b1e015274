#include "cli/verify_places.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "cli/decisions.hpp"
#include "cli/index_place.hpp"
#include "cli/process.hpp"
#include "cli/scan_setup.hpp"
#include "cli/search_keys.hpp"
#include "cli/worker_setup.hpp"
#include "pipeline/scan.hpp"
#include "privacy/keys.hpp"
#include "sandbox/file_servants.hpp"
#include "source/registry.hpp"

namespace braque::cli {
namespace {

using report::SubjectPlace;
using report::Verified;
using Place = std::pair<std::string, std::string>;  ///< item, locator

/// No longer in its folder. A folder that is gone too, or empty, may be a share that is not mounted
/// now.
bool is_gone(const std::string& path) {
  std::error_code error;
  const std::filesystem::path file(path);
  const auto status = std::filesystem::symlink_status(file, error);
  if (status.type() != std::filesystem::file_type::not_found) return false;
  return !std::filesystem::is_empty(file.parent_path(), error) && !error;
}

/// Takes the records of the second reading, and keeps which of the wanted values are where.
class SecondReading : public RecordSink {
 public:
  explicit SecondReading(const SubjectQuery& query) : found_(query.kinds) {
    for (const report::AttributeForm& form : query.forms)
      forms_[prefix_of(form.fingerprint)].push_back(&form);
  }

  Result<void> item(const ItemRecord& record) override {
    outcomes_[{record.item.path, ""}] = record.outcome;
    for (const PartRecord& part : record.parts)
      outcomes_[{record.item.path, part.locator}] = part.outcome;
    for (const Finding& finding : record.findings) {
      if (!finding.fingerprints) continue;
      finding.fingerprints([&](std::uint64_t prefix) {
        const auto wanted = forms_.find(prefix);
        if (wanted == forms_.end()) return;
        for (const report::AttributeForm* form : wanted->second) found_.add(*form, finding, "");
      });
    }
    return {};
  }
  Result<void> finish(const Summary&) override { return {}; }

  void judge(std::vector<SubjectPlace>& places) const {
    std::set<Place> there;
    for (const SubjectPlace& place : found_.places(Confidence::none))
      there.emplace(place.item, place.locator);
    for (SubjectPlace& place : places) {
      if (there.contains({place.item, place.locator}))
        place.verified = Verified::found;
      else
        place.verified = was_read(place) ? Verified::gone : Verified::not_read;
    }
  }

 private:
  /// Whatever is missing from an item that was read in part may stand in the part that was not.
  bool was_read(const SubjectPlace& place) const {
    const auto item = outcomes_.find({place.item, ""});
    if (item == outcomes_.end()) return is_gone(place.item);
    if (item->second.reason == Reason::vanished) return true;
    if (item->second.status != Status::complete) return false;
    const auto part = outcomes_.find({place.item, place.locator});
    return part == outcomes_.end() || part->second.status == Status::complete;
  }

  std::unordered_map<std::uint64_t, std::vector<const report::AttributeForm*>> forms_;
  std::map<Place, Outcome> outcomes_;
  report::SubjectPlaces found_;
};

Result<Sources> sources_of(const std::vector<SubjectPlace>& places, RemoteFiles* remote) {
  std::set<std::string> paths;
  for (const SubjectPlace& place : places)
    if (place.item.starts_with('/')) paths.insert(place.item);
  Sources sources;
  for (const std::string& path : paths) {
    SourceOptions options;
    options.target = static_cast<std::uint32_t>(sources.size());
    options.default_exclusions = false;
    options.remote_files = remote;
    auto source = make_source(path, options);
    if (!source) return source.error();
    sources.push_back(std::move(*source));
  }
  return sources;
}

}  // namespace

Result<void> verify_places(const Settings& settings, const RuleSet& rules,
                           const SubjectQuery& query, std::vector<SubjectPlace>& places) {
  auto keys = load_keys(key_directory(settings), directory_of(index_path(settings)));
  if (!keys) return keys.error();
  ScanOptions options;
  options.jobs = usable_cpus();
  options.index_fingerprints = true;
  options.content_hashes = false;
  options.stop = &stop_requested();
  auto workers = make_worker_pool(settings, options.jobs);
  if (!workers) return workers.error();
  options.containers = workers->get();
  sandbox::FileServants servants(**workers);
  auto sources = sources_of(places, &servants);
  if (!sources) return sources.error();
  SecondReading reading(query);
  if (!sources->empty()) {
    auto result = run_scan(*sources, rules, *keys, options, reading, nullptr);
    if (!result) return result.error();
  }
  reading.judge(places);
  return {};
}

}  // namespace braque::cli
