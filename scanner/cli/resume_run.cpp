#include "cli/resume_run.hpp"

#include <nlohmann/json.hpp>

#include "cli/index_place.hpp"
#include "index/index_reader.hpp"

namespace braque::cli {
namespace {

Result<index::StoredRun> find_run(index::IndexReader& reader, std::uint64_t number) {
  std::optional<index::StoredRun> found;
  auto read = reader.runs(0, [&](index::StoredRun& run) {
    if (static_cast<std::uint64_t>(run.id) == number) found = run;
    return !found;
  });
  if (!read) return read.error();
  const std::string name = "--resume: run " + std::to_string(number);
  if (!found)
    return unexpected(ErrorKind::invalid, name + " is not in the index; `braque runs` lists them");
  if (found->status == "completed" || found->status == "unreachable")
    return unexpected(ErrorKind::invalid, name + " has ended");
  if (found->id != reader.newest_run())
    return unexpected(ErrorKind::invalid, name + " was followed by others; scan its targets anew");
  return std::move(*found);
}

}  // namespace

Result<void> take_over_run(std::uint64_t number, Settings& settings,
                           std::vector<std::string>& targets) {
  auto reader = index::IndexReader::open(index_path(settings));
  if (!reader) return reader.error();
  auto run = find_run(**reader, number);
  if (!run) return run.error();
  const auto options = nlohmann::json::parse(run->options, nullptr, false);
  for (const auto& [name, values] : options.items()) {
    if (!values.is_array() || !settings.knows(name) || settings.get(name).origin == "command line")
      continue;
    Setting setting;
    setting.origin = "run " + std::to_string(number);
    for (const auto& value : values)
      if (value.is_string()) setting.values.push_back(value.get<std::string>());
    settings.set(name, std::move(setting));
  }
  if (!targets.empty()) return {};
  const auto names = nlohmann::json::parse(run->targets, nullptr, false);
  for (const auto& name : names) {
    auto root = (*reader)->root_of(name.is_string() ? name.get<std::string>() : std::string());
    if (!root) return root.error();
    targets.push_back(std::move(*root));
  }
  return {};
}

}  // namespace braque::cli
