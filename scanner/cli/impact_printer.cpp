#include "cli/impact_printer.hpp"

#include <algorithm>

#include "cli/decisions.hpp"
#include "cli/escape.hpp"
#include "cli/json_writer.hpp"
#include "cli/numbers.hpp"
#include "cli/paragraph.hpp"
#include "cli/parse_value.hpp"
#include "cli/program.hpp"
#include "cli/text_table.hpp"

namespace braque::cli {
namespace {

constexpr std::int64_t kNotifyDays = 3;  ///< Art. 33(1): 72 hours

bool is_special(std::string_view group) { return group.starts_with("art9.") || group.starts_with("art10."); }

/// Special categories first, then by the number of records.
std::vector<const ImpactCategory*> in_order(const ImpactAnswer& answer) {
  std::vector<const ImpactCategory*> list;
  for (const ImpactCategory& one : answer.categories) list.push_back(&one);
  std::stable_sort(list.begin(), list.end(), [](const ImpactCategory* a, const ImpactCategory* b) {
    if (is_special(a->group) != is_special(b->group)) return is_special(a->group);
    return a->records > b->records;
  });
  return list;
}

std::string group_text(const std::string& group, Language language) {
  if (group.starts_with("art9.")) return category_text("art9", language) + ": " + group.substr(5);
  if (group.starts_with("art10.")) return category_text("art10", language);
  return category_text(group == "comment" ? "note" : group, language);
}

void write_json(Invocation& invocation, const ImpactAnswer& answer) {
  Output& out = invocation.out;
  JsonWriter json(out.buffer());
  json.begin_object().key("record").string("impact").key("items").number(answer.items);
  json.key("partial").number(answer.partial).key("skipped").number(answer.skipped);
  json.key("bytes").number(answer.bytes).key("not_in_index").begin_array();
  for (const std::string& line : answer.missing) json.string(line);
  json.end_array().key("people").begin_object().key("lower").number(answer.people.lower);
  json.key("upper").number(answer.people.upper).end_object();
  json.key("records").begin_object().key("lower").number(answer.records.lower);
  json.key("upper").number(answer.records.upper).end_object();
  json.key("categories").begin_array();
  for (const ImpactCategory* one : in_order(answer)) {
    json.begin_object().key("category").string(one->group).key("special").boolean(is_special(one->group));
    json.key("files").number(one->files.size()).key("records").number(one->records);
    json.key("distinct").number(one->distinct).end_object();
  }
  json.end_array().key("index_date").string(date_text(answer.index_ms));
  if (answer.aware_ms) {
    json.key("aware").string(date_text(*answer.aware_ms));
    json.key("notify_by").string(date_text(*answer.aware_ms + kNotifyDays * kDayMs));
  }
  json.end_object();
  out.write("\n");
}

void write_human(Invocation& invocation, const ImpactAnswer& answer) {
  Output& out = invocation.out;
  const Language language = invocation.language;
  const std::size_t width = terminal_width(out);
  const auto whole = [&](std::uint64_t value) { return whole_text(value, language); };
  const auto say = [&](const std::string& sentence) { out.write(paragraph(sentence, width, 0)); };
  say(format(Message::impact_files, language, whole(answer.items), bytes_text(answer.bytes, language),
             whole(answer.partial), whole(answer.skipped), date_text(answer.index_ms)));
  say(format(Message::impact_people, language, whole(answer.people.lower), whole(answer.people.upper)));
  if (answer.partial + answer.skipped > 0) say(std::string(text(Message::impact_at_least, language)));
  TextTable table;
  table.row({"", std::string(text(Message::files, language)), std::string(text(Message::matches, language)),
             std::string(text(Message::impact_distinct, language))},
            TextTable::Emphasis::heading);
  for (const ImpactCategory* one : in_order(answer))
    table.row({group_text(one->group, language), whole(one->files.size()), whole(one->records), whole(one->distinct)},
              is_special(one->group) ? TextTable::Emphasis::alarm : TextTable::Emphasis::none);
  out.write("\n" + table.render(width, 1, Style{wants_colour(out)}, 0) + "\n");
  for (const std::string& line : answer.missing)
    say(format(Message::impact_missing, language, terminal_text(line)));
  if (answer.aware_ms)
    say(format(Message::impact_notify, language, date_text(*answer.aware_ms),
               date_text(*answer.aware_ms + kNotifyDays * kDayMs)));
  say(std::string(text(Message::impact_blanks, language)));
}

}  // namespace

std::string impact_group(const Finding& finding) {
  return is_special(finding.rule) ? finding.rule : finding.category;
}

void print_impact(Invocation& invocation, const ImpactAnswer& answer) {
  if (invocation.settings.text("format") == "jsonl") write_json(invocation, answer);
  else write_human(invocation, answer);
}

}  // namespace braque::cli
