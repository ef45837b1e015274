#include "cli/load_rules.hpp"

#include <sys/stat.h>

#include "cli/database_cache.hpp"
#include "cli/files.hpp"

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

}  // namespace

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

Result<std::unique_ptr<const RuleSet>> load_rules(const Settings& settings) {
  auto rules = read_rules(settings.all("rules"));
  if (!rules) return rules.error();
  DiskDatabaseCache cache(default_cache_directory());
  std::vector<RuleFault> faults;
  auto set = RuleSet::compile(std::move(*rules), &cache, faults);
  if (set == nullptr) return unexpected(ErrorKind::invalid, fault_lines(faults));
  if (auto tested = set->self_test(false); !tested)
    return unexpected(ErrorKind::internal, tested.error().message);
  return set;
}

}  // namespace braque::cli
