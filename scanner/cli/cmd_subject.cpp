// braque subject [FILE|-]: where the data of one person are, from the index (Art. 15 to 22 GDPR).
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <set>
#include <span>

#include "cli/commands.hpp"
#include "cli/decisions.hpp"
#include "cli/escape.hpp"
#include "cli/index_place.hpp"
#include "cli/line_reader.hpp"
#include "cli/load_rules.hpp"
#include "cli/parse_value.hpp"
#include "cli/search_keys.hpp"
#include "cli/subject_printer.hpp"
#include "cli/subject_query.hpp"
#include "cli/verify_places.hpp"
#include "index/index_reader.hpp"

namespace braque::cli {
namespace {

constexpr std::size_t kLineMax = 64 << 10;
constexpr std::size_t kAttributesMax = 64;

Result<SubjectQuery> read_query(Invocation& invocation, const RuleSet& rules,
                                const std::vector<Fingerprinter>& keys) {
  const bool named = !invocation.arguments.empty() && invocation.arguments.front() != "-";
  const std::string path = named ? invocation.arguments.front() : "standard input";
  const int descriptor =
      named ? ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY) : STDIN_FILENO;
  if (descriptor < 0)
    return unexpected(ErrorKind::invalid, path + ": it cannot be opened: " + std::strerror(errno));
  const bool typed = ::isatty(descriptor) == 1;
  if (typed) complain(std::string(text(Message::subject_prompt, invocation.language)));
  SubjectQueryReader reader(rules, keys, invocation.settings.text("region"));
  LineReader lines(descriptor, kLineMax);
  Result<void> done;
  while (done) {
    auto line = lines.next();
    if (!line)
      done = line.error();
    else if (!line->has_value() || (typed && (*line)->empty()))
      break;
    else
      done = reader.add_line(**line, lines.line());
  }
  if (named) ::close(descriptor);
  if (!done) return unexpected(ErrorKind::invalid, path + ": " + done.error().message);
  SubjectQuery query = reader.take();
  if (query.labels.empty())
    return unexpected(ErrorKind::invalid,
                      path + ": nothing to look for; one value a line, such as email: ...");
  if (query.labels.size() > kAttributesMax)
    return unexpected(ErrorKind::invalid, path + ": more than " + std::to_string(kAttributesMax) +
                                              " values; look for one person at a time");
  return query;
}

Result<void> find_places(index::IndexReader& reader,
                         const std::vector<report::AttributeForm>& forms,
                         report::SubjectPlaces& places) {
  std::vector<std::uint64_t> prefixes;
  for (const report::AttributeForm& form : forms) prefixes.push_back(prefix_of(form.fingerprint));
  return reader.search(std::move(prefixes), [&](index::StoredFinding& found,
                                                std::span<const std::uint64_t> held) {
    for (const report::AttributeForm& form : forms)
      if (std::binary_search(held.begin(), held.end(), prefix_of(form.fingerprint)))
        places.add(form, found.finding, found.target);
    return true;
  });
}

/// When the index was last written, and how much of what is there was not fully read.
Result<void> add_state(index::IndexReader& reader, SubjectAnswer& answer) {
  auto done = reader.runs(1, [&](index::StoredRun& run) {
    answer.run = run.id;
    answer.index_ms = run.finished_ms.value_or(run.started_ms);
    return true;
  });
  if (!done) return done;
  auto issues = reader.count_issues();
  if (!issues) return issues.error();
  answer.not_read = *issues;
  return {};
}

std::string audit_details(const SubjectQuery& query, const SubjectAnswer& answer) {
  std::string details = "{\"fingerprints\":[";
  for (const report::AttributeForm& form : query.forms) {
    if (form.kind != report::FormKind::whole) continue;
    details += (details.ends_with('[') ? "\"" : ",\"") + hex(form.fingerprint) + "\"";
  }
  details += "],\"places\":" + std::to_string(answer.places.size());
  if (answer.right != nullptr) details += ",\"right\":\"" + std::string(answer.right->word) + "\"";
  if (answer.verified) details += ",\"verified\":true";
  return details + "}";
}

Result<void> set_right(const Settings& settings, SubjectAnswer& answer) {
  if (settings.has("right")) answer.right = report::right_named(settings.text("right"));
  const std::int64_t day_ms = settings.has("received")
                                  ? parse_date_ms(settings.text("received")).value_or(0)
                                  : std::time(nullptr) * std::int64_t{1000};
  const std::chrono::sys_days day{std::chrono::days(day_ms / kDayMs)};
  if (settings.has("received") && answer.right == nullptr)
    return unexpected(ErrorKind::invalid,
                      "--received is when a request came; say which with --right");
  answer.received = report::Date(day);
  return {};
}

}  // namespace

ExitCode subject(Invocation& invocation) {
  const Settings& settings = invocation.settings;
  SubjectAnswer answer;
  if (auto done = set_right(settings, answer); !done) return fail(done.error());
  auto reader = index::IndexReader::open(index_path(settings));
  if (!reader) return fail(reader.error());
  auto keys = search_keys(settings, **reader);
  if (!keys) return fail(keys.error());
  // All of them, whatever a profile leaves out of scans: a value is told by its rule.
  auto rules = load_rules(settings);
  if (!rules) return fail(rules.error());
  auto query = read_query(invocation, *rules->set, *keys);
  if (!query) return fail(query.error());
  report::SubjectPlaces places(query->kinds);
  if (auto done = find_places(**reader, query->forms, places); !done) return fail(done.error());
  answer.labels = query->labels;
  answer.places = places.places(confidence_named(settings.text("min-confidence")));
  if (settings.flag("verify")) {
    if (auto done = verify_places(settings, *rules->set, *query, answer.places); !done)
      return fail(done.error());
    answer.verified = true;
  }
  if (auto done = add_state(**reader, answer); !done) return fail(done.error());
  // Who searched whom is on record before the answer is.
  auto decisions = open_decisions(settings);
  if (!decisions) return fail(decisions.error());
  if (auto noted = (*decisions)->note("subject-search", audit_details(*query, answer)); !noted)
    return fail(noted.error());
  print_subject(invocation, answer);
  return ExitCode::done;
}

}  // namespace braque::cli
