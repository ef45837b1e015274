// braque formats: everything that is read, who parses it, and within which limits.
#include <fmt/format.h>

#include <tuple>
#include <vector>

#include "cli/commands.hpp"
#include "cli/json_writer.hpp"
#include "cli/numbers.hpp"
#include "cli/program.hpp"
#include "cli/text_table.hpp"
#include "cli/worker_setup.hpp"
#include "extract/text_registry.hpp"

namespace braque::cli {
namespace {

struct Format {
  std::string kind, name, library, description;
};

/// Text is read by braque itself; the rest by the worker program, which is asked.
Result<std::vector<Format>> all_formats() {
  std::vector<Format> formats;
  for (const auto& structure : extract::text_structures())
    formats.push_back(
        {"text", std::string(structure.name), "", std::string(structure.description)});
  auto listed = list_worker_formats();
  if (!listed) return listed.error();
  std::string_view rest = *listed;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(rest.size(), end + 1));
    Format format;
    for (std::string* field : {&format.kind, &format.name, &format.library}) {
      const std::size_t tab = std::min(line.find('\t'), line.size());
      *field = line.substr(0, tab);
      line.remove_prefix(std::min(line.size(), tab + 1));
    }
    format.description = line;
    // A reader of documents stands before one of archives for the same bytes.
    const bool known = std::any_of(formats.begin(), formats.end(),
                                   [&](const Format& other) { return other.name == format.name; });
    if (!known) formats.push_back(std::move(format));
  }
  return formats;
}

void write_limits(Invocation& invocation) {
  const Budget budget;
  const auto whole = [&](std::uint64_t value) { return whole_text(value, invocation.language); };
  const auto size = [&](std::uint64_t value) { return bytes_text(value, invocation.language); };
  invocation.out.write(fmt::format(
      "\nLimits of an archive or document: {} levels deep, {} members, {} of text, {} in one\n"
      "member, {} times its own size, {} s and {} s per MiB, {} of memory.\n",
      budget.depth_max, whole(budget.entries_max), size(budget.output_bytes_max),
      size(budget.entry_bytes_max), budget.ratio_max, budget.time_base_ms / 1000,
      budget.time_per_mebibyte_ms / 1000, size(budget.worker_memory_bytes_max)));
}

}  // namespace

ExitCode formats(Invocation& invocation) {
  auto all = all_formats();
  if (!all) return fail(all.error());
  if (invocation.settings.text("format") == "jsonl") {
    for (const Format& format : *all) {
      JsonWriter json(invocation.out.buffer());
      json.begin_object().key("record").string("format").key("kind").string(format.kind);
      json.key("name").string(format.name).key("description").string(format.description);
      json.key("library").string_or_null(format.library).end_object();
      invocation.out.write("\n");
    }
    return ExitCode::done;
  }
  TextTable rows;
  rows.row({"format", "kind", "library", "what it is"}, TextTable::Emphasis::heading);
  for (const Format& format : *all)
    rows.row({format.name, format.kind, format.library.empty() ? "-" : format.library,
              format.description});
  invocation.out.write(
      rows.render(terminal_width(invocation.out), 4, Style{wants_colour(invocation.out)}, 3));
  write_limits(invocation);
  return ExitCode::done;
}

}  // namespace braque::cli
