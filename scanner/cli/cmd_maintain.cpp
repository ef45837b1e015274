// braque purge | backup | keys rotate: the index's own retention, copies of it, and its keys.
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/decisions.hpp"
#include "cli/escape.hpp"
#include "cli/index_place.hpp"
#include "cli/numbers.hpp"
#include "cli/parse_value.hpp"
#include "index/maintenance.hpp"
#include "privacy/keys.hpp"

namespace braque::cli {
namespace {

std::optional<std::int64_t> day_of(const Settings& settings, const char* option) {
  if (!settings.has(option)) return std::nullopt;
  return parse_date_ms(settings.text(option));
}

}  // namespace

ExitCode purge(Invocation& invocation) {
  const Settings& settings = invocation.settings;
  index::Forgotten what;
  if (settings.has("target")) what.target = settings.text("target");
  what.gone_before_ms = day_of(settings, "gone-before");
  what.runs_before_ms = day_of(settings, "runs-before");
  if (!what.target && !what.gone_before_ms && !what.runs_before_ms)
    return fail(unexpected(ErrorKind::invalid,
                           "say what to forget: --target, --gone-before or --runs-before"));
  const std::string place = index_path(settings);
  auto keys = load_keys(key_directory(settings), directory_of(place));
  if (!keys) return fail(keys.error());
  auto count = index::purge(place, what, index::AuditTrail(keys->id_key), account_name());
  if (!count) return fail(count.error());
  const auto number = [&](std::int64_t value) {
    return whole_text(static_cast<std::uint64_t>(value), invocation.language);
  };
  invocation.out.write(format(Message::purged, invocation.language, number(count->items),
                              number(count->findings), number(count->runs)) +
                       "\n");
  return ExitCode::done;
}

ExitCode backup(Invocation& invocation) {
  auto done = index::back_up(index_path(invocation.settings), invocation.arguments.front());
  return done ? ExitCode::done : fail(done.error());
}

ExitCode keys_rotate(Invocation& invocation) {
  const Settings& settings = invocation.settings;
  auto id = rotate_fingerprint_key(key_directory(settings));
  if (!id) return fail(id.error());
  invocation.out.write(format(Message::key_rotated, invocation.language, *id) + "\n");
  // An index keeps who did it; where there is none there is nothing to tell.
  if (::access(index_path(settings).c_str(), F_OK) != 0) return ExitCode::done;
  auto decisions = open_decisions(settings);
  if (!decisions) return fail(decisions.error());
  auto noted = (*decisions)->note("key-rotation", "{\"key_id\":\"" + *id + "\"}");
  return noted ? ExitCode::done : fail(noted.error());
}

}  // namespace braque::cli
