#include "cli/load_rules.hpp"

#include <sys/stat.h>

#include "cli/database_cache.hpp"
#include "cli/files.hpp"
#include "cli/process.hpp"
#include "rule/profile.hpp"

namespace braque::cli {
namespace {

constexpr std::size_t kRuleFileBytesMax = 4 << 20;

void add_directory(const std::string& directory, std::vector<RuleFile>& files,
                   std::vector<RuleFault>& faults) {
  struct stat status {};
  if (::stat(directory.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
    faults.push_back({directory, 0, "is no directory; --rules takes one with *.toml files"});
    return;
  }
  auto paths = files_with_ending(directory, ".toml");
  if (paths.empty()) faults.push_back({directory, 0, "holds no *.toml file"});
  for (const std::string& path : paths) {
    auto text = read_small_file(path, kRuleFileBytesMax);
    if (text) files.push_back({path, std::move(*text)});
    else faults.push_back({path, 0, text.error().message});
  }
}

bool is_file_name(std::string_view profile) {
  return profile.find('/') != std::string_view::npos || profile.ends_with(".toml");
}

/// The profile of that name among those compiled in, or in a file of the user's own.
Result<Profile> find_profile(const std::string& wanted) {
  std::vector<RuleFault> faults;
  if (is_file_name(wanted)) {
    auto text = read_small_file(wanted, kRuleFileBytesMax);
    if (!text) return unexpected(ErrorKind::invalid, "--profile: " + text.error().message);
    if (auto profile = parse_profile({wanted, std::move(*text)}, faults)) return std::move(*profile);
    return unexpected(ErrorKind::invalid, fault_lines(faults));
  }
  std::vector<std::string> names;
  for (const RuleFile& file : embedded_profiles()) {
    auto profile = parse_profile(file, faults);
    if (!profile) return unexpected(ErrorKind::internal, fault_lines(faults));
    if (profile->name == wanted) return std::move(*profile);
    names.push_back(profile->name);
  }
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return unexpected(ErrorKind::invalid, "--profile: there is no profile \"" + wanted + "\"; there are " + all +
                                            ", and files of your own (./NAME.toml)");
}

}  // namespace

Result<void> choose_rules(const Settings& settings, std::vector<Rule>& rules, LoadedRules& loaded) {
  if (!settings.knows("profile")) return {};
  auto profile = find_profile(settings.text("profile"));
  if (!profile) return profile.error();
  std::vector<RuleFault> faults;
  check_profile(*profile, rules, faults);
  if (!faults.empty()) return unexpected(ErrorKind::invalid, fault_lines(faults));
  std::vector<Rule> chosen;
  for (Rule& rule : rules) {
    if (!profile->chooses(rule)) {
      loaded.unchosen.push_back(rule.id);
      continue;
    }
    const std::string_view threshold = profile->threshold(rule);
    if (!threshold.empty()) loaded.thresholds.emplace(rule.id, threshold);
    chosen.push_back(std::move(rule));
  }
  rules = std::move(chosen);
  return {};
}

Result<Policy> load_policy(const Settings& settings) {
  const std::string wanted = settings.text("policy");
  std::vector<RuleFault> faults;
  if (wanted.find('/') != std::string::npos || wanted.ends_with(".toml")) {
    auto text = read_small_file(wanted, kRuleFileBytesMax);
    if (!text) return unexpected(ErrorKind::invalid, "--policy: " + text.error().message);
    if (auto policy = parse_policy({wanted, std::move(*text)}, faults)) return std::move(*policy);
    return unexpected(ErrorKind::invalid, fault_lines(faults));
  }
  std::string all;
  for (const RuleFile& file : embedded_policies()) {
    auto policy = parse_policy(file, faults);
    if (!policy) return unexpected(ErrorKind::internal, fault_lines(faults));
    if (policy->name() == wanted) return std::move(*policy);
    all += (all.empty() ? "" : ", ") + policy->name();
  }
  return unexpected(ErrorKind::invalid, "--policy: there is no policy \"" + wanted + "\"; there are " + all +
                                            ", and files of your own (./NAME.toml)");
}

std::string fault_lines(const std::vector<RuleFault>& faults) {
  std::string text;
  for (const RuleFault& fault : faults) {
    text += (text.empty() ? "" : "\n") + fault.file;
    if (fault.line > 0) text += ":" + std::to_string(fault.line);
    text += ": " + fault.message;
  }
  return text;
}

Result<std::vector<Rule>> read_rules(const std::vector<std::string>& directories) {
  auto embedded = embedded_rules();
  std::vector<RuleFile> files(embedded.begin(), embedded.end());
  std::vector<RuleFault> faults;
  for (const std::string& directory : directories) add_directory(directory, files, faults);
  ParsedRules parsed = parse_rules(files);
  faults.insert(faults.end(), parsed.faults.begin(), parsed.faults.end());
  if (!faults.empty()) return unexpected(ErrorKind::invalid, fault_lines(faults));
  return std::move(parsed.rules);
}

Result<LoadedRules> load_rules(const Settings& settings) {
  auto rules = read_rules(settings.all("rules"));
  if (!rules) return rules.error();
  LoadedRules loaded;
  if (auto chosen = choose_rules(settings, *rules, loaded); !chosen) return chosen.error();
  DiskDatabaseCache cache(default_cache_directory());
  std::vector<RuleFault> faults;
  loaded.set = RuleSet::compile(std::move(*rules), &cache, faults);
  if (loaded.set == nullptr) return unexpected(ErrorKind::invalid, fault_lines(faults));
  if (auto tested = loaded.set->self_test(false); !tested)
    return unexpected(ErrorKind::internal, tested.error().message);
  release_free_memory();
  return loaded;
}

}  // namespace braque::cli
