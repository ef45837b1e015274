#include "index/items_below.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "index/wildcard.hpp"

namespace braque::index {
namespace {

constexpr std::string_view kAll =
    "SELECT i.item_id, i.relative, i.path, t.root, t.name FROM items i JOIN targets t ON "
    "t.target_id = i.target_id";
constexpr std::string_view kOrder = " ORDER BY i.item_id";
/// One stretch of one target, and what lies elsewhere than its target says.
constexpr std::string_view kStretch =
    " WHERE i.item_id IN (SELECT item_id FROM items WHERE target_id = ?1 AND relative >= ?2 AND "
    "relative < ?3"
    " UNION SELECT item_id FROM items INDEXED BY items_elsewhere WHERE path IS NOT NULL)";

using Stretch = ItemsBelow::Stretch;

/// The first string behind all that begin with this one; "" when there is none.
std::string behind(std::string text) {
  while (!text.empty() && text.back() == '\xff') text.pop_back();
  if (!text.empty()) text.back() = static_cast<char>(static_cast<unsigned char>(text.back()) + 1);
  return text;
}

enum class Part : std::uint8_t { none, some, all };

/// Which part of a target the paths that begin so lie in.
Part part_of(std::string root, std::string_view beginning, Stretch& stretch) {
  while (!root.empty() && root.back() == '/') root.pop_back();
  root += '/';
  if (root.starts_with(beginning)) return Part::all;
  if (!beginning.starts_with(root)) return Part::none;
  stretch.from = beginning.substr(root.size());
  stretch.to = behind(stretch.from);
  return stretch.to.empty() ? Part::all : Part::some;
}

/// Nothing when more than one stretch is meant, or a whole target.
Result<std::optional<Stretch>> only_stretch(const Database& database, std::string_view beginning,
                                            std::string_view target) {
  auto targets = database.prepare("SELECT target_id, root, name FROM targets");
  if (!targets) return targets.error();
  std::vector<Stretch> found;
  while (true) {
    auto row = targets->step();
    if (!row) return row.error();
    if (!*row) break;
    if (!target.empty() && target != targets->bytes(2)) continue;
    Stretch stretch;
    stretch.target = targets->integer(0);
    const Part part = part_of(targets->string(1), beginning, stretch);
    if (part == Part::all) return std::optional<Stretch>();
    if (part == Part::some) found.push_back(std::move(stretch));
  }
  if (found.size() > 1) return std::optional<Stretch>();
  return std::optional<Stretch>(found.empty() ? Stretch() : std::move(found.front()));
}

}  // namespace

Result<void> ItemsBelow::open(const Database& database, std::string_view pattern,
                              std::string_view target) {
  auto only = only_stretch(database, literal_beginning(pattern), target);
  if (!only) return only.error();
  const bool whole = !only->has_value();
  if (auto done = database.prepare(
          {{&rows_, std::string(kAll).append(whole ? "" : kStretch).append(kOrder)}});
      !done)
    return done;
  if (whole) return {};
  stretch_ = std::move(**only);
  rows_.bind(1, stretch_.target).blob(2, stretch_.from).blob(3, stretch_.to);
  return {};
}

}  // namespace braque::index
