#include "cli/impact_choice.hpp"

#include <pwd.h>

#include <limits>

#include "cli/parse_value.hpp"
#include "index/wildcard.hpp"

namespace braque::cli {
namespace {

/// An account's name, or its number.
Result<std::uint32_t> owner_named(const std::string& name) {
  if (const passwd* entry = ::getpwnam(name.c_str())) return entry->pw_uid;
  const auto number = parse_whole(name);
  if (number && *number <= std::numeric_limits<std::uint32_t>::max())
    return static_cast<std::uint32_t>(*number);
  return unexpected(ErrorKind::invalid,
                    "--owner " + name + ": this machine has no such account; give its number");
}

}  // namespace

Result<ImpactChoice> ImpactChoice::from(const Settings& settings) {
  ImpactChoice choice;
  choice.pattern_ = settings.text("path");
  if (settings.has("items") && !choice.pattern_.empty())
    return unexpected(ErrorKind::invalid,
                      "--items and --path both say which files; give one of them");
  if (settings.has("items")) {
    auto list = ItemList::read(settings.text("items"));
    if (!list) return list.error();
    choice.list_ = std::move(*list);
  }
  if (settings.has("owner")) {
    auto owner = owner_named(settings.text("owner"));
    if (!owner) return owner.error();
    choice.owner_ = *owner;
  }
  if (!choice.list_ && !choice.owner_ && choice.pattern_.empty())
    return unexpected(ErrorKind::invalid,
                      "say which files: --items FILE (a list), --path PATTERN or --owner NAME");
  return choice;
}

bool ImpactChoice::holds(const index::StoredItem& stored) {
  const Item& item = stored.item;
  // Tables of databases belong to no account of a machine.
  if (owner_ && (!item.path.starts_with('/') || item.metadata.owner != *owner_)) return false;
  if (list_) return list_->names(item.path, item.relative);
  return pattern_.empty() || index::wildcard_match(pattern_, item.path);
}

std::vector<std::string> ImpactChoice::missing() const {
  return list_ ? list_->missing() : std::vector<std::string>{};
}

}  // namespace braque::cli
