#include "cli/load_rules.hpp"

#include <sys/stat.h>

#include <type_traits>

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
    if (text)
      files.push_back({path, std::move(*text)});
    else
      faults.push_back({path, 0, text.error().message});
  }
}

bool is_file_name(std::string_view profile) {
  return profile.find('/') != std::string_view::npos || profile.ends_with(".toml");
}

/// What --`option` names: among the files compiled in, or a file of the user's own. `name_of` says
/// how it is called.
template <typename Parse, typename NameOf>
auto find_named(const std::string& option, const std::string& wanted,
                std::span<const RuleFile> embedded, Parse parse, NameOf name_of)
    -> Result<typename std::invoke_result_t<Parse, const RuleFile&,
                                            std::vector<RuleFault>&>::value_type> {
  std::vector<RuleFault> faults;
  if (is_file_name(wanted)) {
    auto text = read_small_file(wanted, kRuleFileBytesMax);
    if (!text) return unexpected(ErrorKind::invalid, "--" + option + ": " + text.error().message);
    if (auto own = parse({wanted, std::move(*text)}, faults)) return std::move(*own);
    return unexpected(ErrorKind::invalid, fault_lines(faults));
  }
  std::string all;
  for (const RuleFile& file : embedded) {
    auto known = parse(file, faults);
    if (!known) return unexpected(ErrorKind::internal, fault_lines(faults));
    const std::string name(name_of(*known));
    if (name == wanted) return std::move(*known);
    all += (all.empty() ? "" : ", ") + name;
  }
  return unexpected(ErrorKind::invalid, "--" + option + ": there is no " + option + " \"" + wanted +
                                            "\"; there are " + all +
                                            ", and files of your own (./NAME.toml)");
}

}  // namespace

Result<void> choose_rules(const Settings& settings, std::vector<Rule>& rules, LoadedRules& loaded) {
  if (!settings.knows("profile")) return {};
  auto profile = find_named("profile", settings.text("profile"), embedded_profiles(), parse_profile,
                            [](const Profile& one) { return one.name; });
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
  return find_named("policy", settings.text("policy"), embedded_policies(), parse_policy,
                    [](const Policy& one) { return one.name(); });
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
