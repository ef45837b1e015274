// braque export: findings from the index in the formats of others.
#include "cli/commands.hpp"
#include "cli/index_place.hpp"
#include "cli/parse_value.hpp"
#include "cli/suggest.hpp"
#include "export/event_reader.hpp"
#include "export/format.hpp"
#include "index/index_reader.hpp"
#include "index/names.hpp"
#include "index/protected_files.hpp"
#include "index/schema.hpp"
#include "privacy/keys.hpp"

namespace braque::cli {
namespace {

using exporting::Event;
using exporting::EventKind;

Result<std::vector<EventKind>> kinds_of(std::string_view words) {
  std::vector<EventKind> kinds;
  const std::vector<std::string> names{"new", "changed", "gone", "seen"};
  constexpr EventKind kKinds[] = {EventKind::found_new, EventKind::changed, EventKind::gone,
                                  EventKind::seen};
  while (!words.empty()) {
    const std::string word(words.substr(0, words.find(',')));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    bool found = false;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == word) {
        kinds.push_back(kKinds[i]);
        found = true;
      }
    if (found) continue;
    const std::string near = nearest(word, names);
    return unexpected(ErrorKind::invalid, "--only: there is no \"" + word + "\"; " +
                                              (near.empty() ? "use new, changed, gone or seen"
                                                            : "did you mean " + near + "?"));
  }
  return kinds;
}

Result<exporting::Selection> selection_of(const Settings& settings) {
  exporting::Selection selection;
  auto kinds = kinds_of(settings.text("only"));
  if (!kinds) return kinds.error();
  selection.kinds = std::move(*kinds);
  if (settings.has("since") && selection.kinds.empty())
    selection.kinds = {EventKind::found_new, EventKind::changed, EventKind::gone};
  selection.min_confidence = selection.min_confidence_special =
      index::confidence_from_name(settings.text("min-confidence"));
  selection.targets = settings.all("target");
  return selection;
}

exporting::Disclosure disclosure_of(const Settings& settings) {
  exporting::Disclosure disclosure;
  const auto naming = [](const std::string& word) {
    return word == "plain"  ? exporting::Naming::plain
           : word == "none" ? exporting::Naming::none
                            : exporting::Naming::pseudonym;
  };
  disclosure.paths = naming(settings.text("paths"));
  disclosure.owners = naming(settings.text("owners"));
  disclosure.samples = settings.flag("masked");
  disclosure.fingerprints = settings.flag("fingerprints");
  return disclosure;
}

/// Of the id key; null when nothing is to be replaced, so that nobody needs the keys for that.
Result<std::unique_ptr<exporting::Pseudonyms>> pseudonyms_of(
    const Settings& settings, const exporting::Disclosure& disclosure) {
  if (disclosure.paths == exporting::Naming::plain && disclosure.owners == exporting::Naming::plain)
    return std::unique_ptr<exporting::Pseudonyms>();
  const std::string directory =
      settings.has("key-file") ? settings.text("key-file") : default_key_directory();
  auto keys = load_keys(directory, directory_of(index_path(settings)));
  if (!keys) return keys.error();
  return std::make_unique<exporting::Pseudonyms>(keys->id_key);
}

/// The run that was the newest when that day began; 0 when there was none.
Result<std::optional<std::int64_t>> since_run(const Settings& settings,
                                              const index::Database& database) {
  if (!settings.has("since")) return std::optional<std::int64_t>{};
  auto query = database.prepare("SELECT max(run_id) FROM runs WHERE started_ms < ?1");
  if (!query) return query.error();
  auto row = query->bind(1, parse_date_ms(settings.text("since")).value_or(0)).step();
  if (!row) return row.error();
  return std::optional<std::int64_t>{*row ? query->integer(0) : 0};
}

Result<index::Database> open_database(const std::string& path) {
  auto checked = index::check_existing(path);
  if (!checked) return checked.error();
  auto database = index::Database::open(*checked, index::OpenMode::read_only);
  if (!database) return database.error();
  if (auto done = index::check_schema(*database); !done) return done.error();
  return database;
}

Result<void> write_snapshot(const Settings& settings, Output& out) {
  auto selection = selection_of(settings);
  if (!selection) return selection.error();
  const exporting::Disclosure disclosure = disclosure_of(settings);
  auto pseudonyms = pseudonyms_of(settings, disclosure);
  if (!pseudonyms) return pseudonyms.error();
  auto database = open_database(index_path(settings));
  if (!database) return database.error();
  auto since = since_run(settings, *database);
  if (!since) return since.error();
  auto reader = exporting::EventReader::open(*database, *selection, disclosure, pseudonyms->get());
  if (!reader) return reader.error();
  const exporting::Format* format = exporting::find_format(settings.text("format"));
  const auto encoder = format->make();
  const auto write = [&](const Event& event) {
    std::string text = exporting::encode_within(*encoder, event, format->bytes_max);
    // SARIF keeps what is no result for the end.
    if (!text.empty()) out.write(text.append(format->separator));
    return !out.failed();
  };
  encoder->begin(out.buffer());
  if (auto done = (*reader)->snapshot(*since, write); !done) return done;
  auto end = (*reader)->newest_end();
  if (!end) return end.error();
  if (*end) write(**end);
  encoder->end(out.buffer());
  return out.flush();
}

}  // namespace

ExitCode export_events(Invocation& invocation) {
  const Settings& settings = invocation.settings;
  if (settings.has("to")) return export_to(invocation);
  if (!settings.has("output")) {
    auto done = write_snapshot(settings, invocation.out);
    return done || invocation.out.reader_gone() ? ExitCode::done : fail(done.error());
  }
  auto file = FileOutput::create(settings.text("output"));
  if (!file) return fail(unexpected(ErrorKind::invalid, "--output " + file.error().message));
  if (auto done = write_snapshot(settings, **file); !done) return fail(done.error());
  auto done = (*file)->commit();
  return done ? ExitCode::done : fail(done.error());
}

}  // namespace braque::cli
