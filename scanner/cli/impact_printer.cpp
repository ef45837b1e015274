#include "cli/impact_printer.hpp"

#include "cli/decisions.hpp"
#include "cli/escape.hpp"
#include "cli/json_writer.hpp"
#include "cli/report_command.hpp"
#include "report/facts.hpp"

namespace braque::cli {
namespace {

using report::ImpactAnswer;

void write_bounds(JsonWriter& json, const char* key, const report::Bounds& bounds) {
  json.key(key)
      .begin_object()
      .key("lower")
      .number(bounds.lower)
      .key("upper")
      .number(bounds.upper)
      .end_object();
}

void write_categories(JsonWriter& json, const ImpactAnswer& answer) {
  json.key("categories").begin_array();
  for (const report::ImpactCategory& one : answer.categories) {
    json.begin_object()
        .key("category")
        .string(one.group)
        .key("special")
        .boolean(report::is_special(one.group));
    json.key("files").number(one.files).key("records").number(one.matches);
    json.key("distinct").number(one.distinct).end_object();
  }
  json.end_array().key("people_categories").begin_array();
  for (const report::ImpactKind& one : answer.kinds) {
    json.begin_object().key("people").string(report::name(one.kind)).key("files").number(one.files);
    json.key("lower").number(one.lower).key("upper");
    if (one.upper)
      json.number(*one.upper);
    else
      json.null();
    json.end_object();
  }
  json.end_array();
}

void write_gaps(JsonWriter& json, const ImpactAnswer& answer) {
  json.key("not_read").begin_array();
  for (const report::ImpactGap& gap : answer.gaps) {
    bool lossy = false;
    json.begin_object()
        .key("item")
        .string(path_text(gap.path, lossy))
        .key("locator")
        .string_or_null(gap.locator);
    json.key("status")
        .string(name(gap.outcome.status))
        .key("reason")
        .string(name(gap.outcome.reason))
        .end_object();
  }
  json.end_array().key("not_in_index").begin_array();
  for (const std::string& line : answer.missing) json.string(line);
  json.end_array();
}

void write_json(Output& out, const ImpactAnswer& answer) {
  JsonWriter json(out.buffer());
  json.begin_object().key("record").string("impact").key("items").number(answer.items);
  json.key("partial")
      .number(answer.partial)
      .key("skipped")
      .number(answer.skipped)
      .key("bytes")
      .number(answer.bytes);
  write_gaps(json, answer);
  write_bounds(json, "people", answer.people);
  write_bounds(json, "records", answer.records);
  write_categories(json, answer);
  json.key("high_risk_signs").begin_array();
  for (const report::RiskSign sign : report::risk_signs(answer)) json.string(report::name(sign));
  json.end_array().key("index_date").string(date_text(answer.index_ms));
  if (answer.as_of_ms) json.key("as_of").string(date_text(*answer.as_of_ms));
  if (answer.aware_ms) {
    json.key("aware").string(date_text(*answer.aware_ms));
    json.key("notify_by").string(date_text(*answer.aware_ms + report::kNotifyMs));
  }
  json.end_object();
  out.write("\n");
}

}  // namespace

void print_impact(Invocation& invocation, const ImpactAnswer& answer) {
  if (invocation.settings.text("format") == "jsonl")
    write_json(invocation.out, answer);
  else
    print_document(invocation.out, invocation, report::impact_document(answer),
                   format(Message::impact_made, invocation.language, date_text(answer.index_ms)));
}

}  // namespace braque::cli
