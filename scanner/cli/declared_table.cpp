#include "cli/declared_table.hpp"

#include <algorithm>

#include "cli/edm_table.hpp"
#include "cli/files.hpp"
#include "cli/suggest.hpp"
#include "rule/toml.hpp"

namespace braque::cli {
namespace {

constexpr std::size_t kFileBytesMax = 4 << 20;
constexpr std::size_t kRowsMax = 10'000;

const DeclaredKey* key_named(std::span<const DeclaredKey> keys, std::string_view name) {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const DeclaredKey& key) { return key.name == name; });
  return found == keys.end() ? nullptr : &*found;
}

std::string unknown_key(const std::string& name, std::span<const DeclaredKey> keys) {
  std::vector<std::string> names;
  std::string list;
  for (const DeclaredKey& key : keys) {
    names.emplace_back(key.name);
    list += (list.empty() ? "" : ", ") + names.back();
  }
  const std::string near = nearest(name, names);
  return "unknown key \"" + name + "\"; " +
         (near.empty() ? "use one of " + list : "did you mean \"" + near + "\"?");
}

std::string trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

class TomlTable {
 public:
  TomlTable(const std::string& path, std::string_view name, std::span<const DeclaredKey> keys)
      : path_(path), name_(name), keys_(keys) {}

  Result<std::vector<DeclaredRow>> read() {
    auto text = read_small_file(path_, kFileBytesMax);
    if (!text) return unexpected(ErrorKind::invalid, text.error().message);
    TomlFault fault;
    const auto document = parse_toml(*text, fault);
    if (!document) return unexpected(ErrorKind::invalid, place(fault.line) + ": " + fault.message);
    for (const auto& [key, node] : *document)
      if (key.str() != name_)
        note(node, "unknown table [" + std::string(key.str()) + "]; write [[" + std::string(name_) +
                       "]]");
    const toml::array* const rows = document->get_as<toml::array>(name_);
    if (rows == nullptr && faults_.empty())
      return unexpected(ErrorKind::invalid, path_ + ": has no [[" + std::string(name_) + "]]");
    for (std::size_t i = 0; rows != nullptr && i < rows->size() && i < kRowsMax; ++i) {
      if (const toml::table* row = (*rows)[i].as_table())
        read_row(*row);
      else
        note((*rows)[i], "must be a table: [[" + std::string(name_) + "]]");
    }
    if (!faults_.empty()) return unexpected(ErrorKind::invalid, faults_);
    return std::move(rows_);
  }

 private:
  std::string place(std::uint32_t line) const { return path_ + ":" + std::to_string(line); }
  std::string place(int line) const { return place(static_cast<std::uint32_t>(std::max(line, 0))); }

  void note(const toml::node& node, const std::string& message) {
    faults_ += (faults_.empty() ? "" : "\n") + place(node.source().begin.line) + ": " + message;
  }

  void read_row(const toml::table& table) {
    DeclaredRow& row = rows_.emplace_back();
    row.place = place(table.source().begin.line);
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      const DeclaredKey* known = key_named(keys_, name);
      if (known == nullptr) {
        note(node, unknown_key(name, keys_));
        continue;
      }
      std::vector<std::string>& values = row.values[name];
      if (const toml::array* list = known->list ? node.as_array() : nullptr) {
        for (const toml::node& one : *list)
          if (!append(one, values)) note(one, name + " must be a list of texts");
      } else if (!append(node, values)) {
        note(node, name + (known->list ? " must be a text or a list of texts" : " must be a text"));
      }
    }
  }

  static bool append(const toml::node& node, std::vector<std::string>& values) {
    if (const auto text = node.value_exact<std::string>())
      values.push_back(*text);
    else if (const auto number = node.value_exact<std::int64_t>())
      values.push_back(std::to_string(*number));
    else
      return false;
    return true;
  }

  const std::string& path_;
  std::string_view name_;
  std::span<const DeclaredKey> keys_;
  std::vector<DeclaredRow> rows_;
  std::string faults_;
};

Result<std::vector<DeclaredRow>> read_csv(const std::string& path,
                                          std::span<const DeclaredKey> keys) {
  EdmTable table;
  if (auto done = table.open(path); !done) return done.error();
  std::vector<const DeclaredKey*> columns;
  for (const std::string& name : table.header()) {
    columns.push_back(key_named(keys, trimmed(name)));
    if (columns.back() == nullptr)
      return unexpected(ErrorKind::invalid, path + ":1: " + unknown_key(trimmed(name), keys));
  }
  std::vector<DeclaredRow> rows;
  std::vector<std::string_view> cells;
  while (rows.size() < kRowsMax) {
    auto more = table.next(cells);
    if (!more) return more.error();
    if (!*more) break;
    DeclaredRow& row = rows.emplace_back();
    row.place = path + ":" + std::to_string(table.row() + 1);
    for (std::size_t i = 0; i < columns.size(); ++i)
      for (std::string_view rest = cells[i]; !rest.empty();) {
        const std::size_t end =
            columns[i]->list ? std::min(rest.find(';'), rest.size()) : rest.size();
        if (std::string text = trimmed(rest.substr(0, end)); !text.empty())
          row.values[std::string(columns[i]->name)].push_back(std::move(text));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
  }
  return rows;
}

}  // namespace

std::string DeclaredRow::text(std::string_view key) const {
  const auto found = values.find(key);
  return found == values.end() || found->second.empty() ? "" : found->second.front();
}

std::vector<std::string> DeclaredRow::all(std::string_view key) const {
  const auto found = values.find(key);
  return found == values.end() ? std::vector<std::string>{} : found->second;
}

Result<std::vector<DeclaredRow>> read_declared(const std::string& path, std::string_view name,
                                               std::span<const DeclaredKey> keys) {
  return path.ends_with(".csv") ? read_csv(path, keys) : TomlTable(path, name, keys).read();
}

}  // namespace braque::cli
