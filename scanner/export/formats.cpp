#include "export/format.hpp"

#include <algorithm>
#include <array>

#include "export/encoders.hpp"
#include "export/text.hpp"

namespace braque::exporting {
namespace {

template <typename Made>
std::unique_ptr<Encoder> make() {
  return std::make_unique<Made>();
}

constexpr auto kFormats = std::to_array<Format>({
    {"cef", "Common Event Format 0, for ArcSight and Microsoft Sentinel", "text/plain", "\n", 8000,
     true, make<CefEncoder>},
    {"csv", "comma-separated values with a header (RFC 4180), safe for spreadsheets", "text/csv",
     "\r\n", 0, false, make<CsvEncoder>},
    {"ecs", "Elastic Common Schema 9, one JSON object a line", "application/x-ndjson", "\n", 0,
     true, make<EcsEncoder>},
    {"jsonl", "the records of braque itself, one JSON object a line", "application/x-ndjson", "\n",
     0, true, make<JsonLinesEncoder>},
    {"leef", "Log Event Extended Format 2.0, for QRadar", "text/plain", "\n", 3800, true,
     make<LeefEncoder>},
    {"ocsf", "OCSF 1.8 Data Security Finding (class 2006), one JSON object a line",
     "application/x-ndjson", "\n", 0, true, make<OcsfEncoder>},
    {"rfc5424", "syslog messages (RFC 5424) whose text is OCSF", "text/plain", "\n", 8000, true,
     make<SyslogEncoder>},
    {"sarif", "SARIF 2.1.0, one document for code review", "application/sarif+json", "", 0, false,
     make<SarifEncoder>},
});

/// The fields that are shortened last.
void shorten_names(Event& event, std::size_t bytes_max) {
  bool cut = false;
  Object& object = event.object;
  for (std::string* text :
       {&object.path, &object.name, &object.directory, &object.locator, &object.target})
    *text = shortened_middle(*text, bytes_max, cut);
  // A URI that is cut leads nowhere; what has to go, goes whole.
  for (std::string* uri : {&object.uri, &object.relative_uri})
    if (uri->size() > bytes_max * 2) {
      uri->clear();
      cut = true;
    }
  if (event.finding && event.finding->column)
    event.finding->column = shortened_middle(*event.finding->column, bytes_max, cut);
  for (std::string& target : event.run.targets) target = shortened_middle(target, bytes_max, cut);
  if (event.run.targets.size() > 8) {
    event.run.targets.resize(8);
    cut = true;
  }
  event.run.totals.sample_note.clear();
  event.truncated |= cut;
}

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  for (const Format& format : kFormats)
    if (format.name == name) return &format;
  return nullptr;
}

std::string encode_within(Encoder& encoder, const Event& event, std::size_t bytes_max) {
  std::string text;
  encoder.event(event, text);
  if (bytes_max == 0 || text.size() <= bytes_max) return text;
  Event smaller = event;
  smaller.truncated = true;
  const auto again = [&] {
    text.clear();
    encoder.event(smaller, text);
    return text.size() <= bytes_max;
  };
  if (smaller.finding) {
    auto& locations = smaller.finding->locations;
    if (locations.size() > 1) {
      locations.resize(1);
      if (again()) return text;
    }
    locations.clear();
    if (again()) return text;
  }
  if (smaller.totals.size() > 8) {
    smaller.totals.resize(8);
    if (again()) return text;
  }
  for (std::size_t most :
       {std::size_t{1024}, std::size_t{512}, std::size_t{200}, std::size_t{64}}) {
    shorten_names(smaller, most);
    if (again()) return text;
  }
  return text;
}

}  // namespace braque::exporting
