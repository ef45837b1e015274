// Which items a breach concerns: those of a list, of a pattern, of an owner.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/item_list.hpp"
#include "cli/settings.hpp"
#include "index/index_reader.hpp"

namespace braque::cli {

class ImpactChoice {
 public:
  /// --items, --path and --owner; the last narrows the others.
  static Result<ImpactChoice> from(const Settings& settings);

  /// Marks the line of the list that names the item.
  bool holds(const index::StoredItem& stored);
  /// The lines of the list that no item answered to.
  std::vector<std::string> missing() const;

 private:
  std::string pattern_;
  std::optional<ItemList> list_;
  std::optional<std::uint32_t> owner_;
};

}  // namespace braque::cli
