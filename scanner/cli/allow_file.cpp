#include "cli/allow_file.hpp"

#include <array>

#include "cli/files.hpp"
#include "cli/load_rules.hpp"
#include "privacy/fingerprint.hpp"
#include "rule/check_rules.hpp"
#include "rule/toml.hpp"
#include "source/glob.hpp"

namespace braque::cli {
namespace {

constexpr std::array<std::string_view, 5> kKeys = {"fingerprint", "path", "pattern", "rules",
                                                   "reason"};

class AllowReader {
 public:
  AllowReader(std::string file, std::vector<RuleFault>& faults)
      : file_(std::move(file)), faults_(faults) {}

  void read(const toml::table& document, std::vector<AllowEntry>& entries) {
    for (const auto& [key, value] : document) {
      const toml::array* tables = value.as_array();
      if (key != "allow" || tables == nullptr) {
        fault(key.source(), "an allow list holds [[allow]] tables only");
        continue;
      }
      for (const toml::node& element : *tables) {
        if (const toml::table* table = element.as_table())
          entry(*table, entries);
        else
          fault(element.source(), "`allow` must hold tables only");
      }
    }
  }

 private:
  void fault(const toml::source_region& where, std::string message) {
    faults_.push_back({file_, static_cast<int>(where.begin.line), std::move(message)});
  }

  std::string text(const toml::node& node) {
    if (auto value = node.value_exact<std::string>()) return std::move(*value);
    fault(node.source(), "must be a text in quotes");
    return "";
  }

  void entry(const toml::table& table, std::vector<AllowEntry>& entries) {
    AllowEntry made;
    int covers = 0;
    for (const auto& [key, value] : table) {
      const std::string_view name = key.str();
      if (name == "reason") {
        made.reason = text(value);
      } else if (name == "rules") {
        rules(value, made);
      } else if (name == "fingerprint" || name == "path" || name == "pattern") {
        ++covers;
        cover(name, value, made);
      } else {
        fault(key.source(), "unknown key `" + std::string(name) + "`" + did_you_mean(name, kKeys));
      }
    }
    if (covers != 1)
      fault(table.source(),
            "exactly one of `fingerprint`, `path` and `pattern` says what is allowed");
    if (made.reason.empty())
      fault(table.source(), "`reason` is missing; it is stored with what the entry suppresses");
    entries.push_back(std::move(made));
  }

  void rules(const toml::node& node, AllowEntry& made) {
    const toml::array* array = node.as_array();
    if (array == nullptr) return fault(node.source(), "`rules` must be a list of texts");
    for (const toml::node& element : *array) made.rules.push_back(text(element));
  }

  void cover(std::string_view name, const toml::node& node, AllowEntry& made) {
    const std::string value = text(node);
    if (name == "pattern") {
      made.pattern = value;
    } else if (name == "fingerprint") {
      made.fingerprint = digest_from_hex(value);
      if (!made.fingerprint)
        fault(node.source(), "a fingerprint is 32 hexadecimal digits in small letters");
    } else {
      auto glob = source::Glob::compile(value);
      if (!glob) return fault(node.source(), glob.error().message);
      made.path_pattern = value;
      made.path = [glob = std::move(*glob)](std::string_view relative) {
        return glob.matches(relative, false);
      };
    }
  }

  std::string file_;
  std::vector<RuleFault>& faults_;
};

}  // namespace

Result<std::vector<AllowEntry>> read_allow_files(const std::vector<std::string>& paths) {
  std::vector<AllowEntry> entries;
  std::vector<RuleFault> faults;
  for (const std::string& path : paths) {
    auto text = read_small_file(path, kAllowFileBytesMax);
    if (!text) {
      faults.push_back({path, 0, text.error().message});
      continue;
    }
    TomlFault fault;
    if (const auto document = parse_toml(*text, fault))
      AllowReader(path, faults).read(*document, entries);
    else
      faults.push_back({path, fault.line, fault.message});
  }
  if (!faults.empty()) return unexpected(ErrorKind::invalid, fault_lines(faults));
  return entries;
}

}  // namespace braque::cli
