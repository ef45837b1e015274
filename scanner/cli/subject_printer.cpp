#include "cli/subject_printer.hpp"

#include <fmt/format.h>

#include <set>

#include "cli/decisions.hpp"
#include "cli/escape.hpp"
#include "cli/json_writer.hpp"
#include "cli/numbers.hpp"
#include "cli/paragraph.hpp"
#include "cli/program.hpp"
#include "cli/text_table.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::cli {
namespace {

using report::SubjectPlace;

std::string day_text(report::Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string joined(const SubjectAnswer& answer, const SubjectPlace& place,
                   std::string_view between) {
  std::string text;
  for (const std::size_t attribute : place.attributes)
    text += (text.empty() ? "" : std::string(between)) + answer.labels[attribute];
  return text;
}

/// "" when nobody asked.
std::string_view verified_word(const SubjectPlace& place) {
  switch (place.verified) {
    case report::Verified::not_asked:
      break;
    case report::Verified::found:
      return "found";
    case report::Verified::gone:
      return "gone";
    case report::Verified::not_read:
      return "not_read";
  }
  return "";
}

std::string verified_text(const SubjectPlace& place, Language language) {
  switch (place.verified) {
    case report::Verified::not_asked:
      break;
    case report::Verified::found:
      return std::string(text(Message::subject_still_there, language));
    case report::Verified::gone:
      return std::string(text(Message::subject_gone, language));
    case report::Verified::not_read:
      return std::string(text(Message::subject_not_read, language));
  }
  return "";
}

std::size_t items_of(const SubjectAnswer& answer) {
  std::set<std::string_view> items;
  for (const SubjectPlace& place : answer.places) items.insert(place.item);
  return items.size();
}

void write_place_json(Output& out, const SubjectAnswer& answer, const SubjectPlace& place) {
  JsonWriter json(out.buffer());
  bool lossy = false;
  const std::string path = path_text(place.item, lossy);
  json.begin_object().key("record").string("subject_place").key("item").string(path);
  if (lossy) json.key("item_b64").string(base64(place.item));
  json.key("target").string(place.target).key("locator").string_or_null(place.locator);
  json.key("confidence").string(name(place.confidence)).key("score").decimal(place.score, 4);
  json.key("attributes").begin_array();
  for (const std::size_t attribute : place.attributes) json.string(answer.labels[attribute]);
  json.end_array();
  if (place.verified != report::Verified::not_asked)
    json.key("verified").string(verified_word(place));
  json.key("findings").begin_array();
  for (const report::PlaceFinding& one : place.findings) {
    json.begin_object().key("finding_id").string(hex(one.finding)).key("rule").string(one.rule);
    json.key("column").string_or_null(one.column).key("line");
    if (one.line == 0)
      json.null();
    else
      json.number(one.line);
    json.end_object();
  }
  json.end_array().end_object();
  out.write("\n");
}

void write_recipients_json(JsonWriter& json, const SubjectAnswer& answer) {
  json.key("recipients_to_notify").begin_array();
  for (const report::RecipientHint& hint : report::recipient_hints(answer.places))
    json.begin_object()
        .key("target")
        .string(hint.target)
        .key("places")
        .number(hint.places)
        .key("mails")
        .number(hint.mails)
        .end_object();
  json.end_array();
}

void write_summary_json(Output& out, const SubjectAnswer& answer) {
  JsonWriter json(out.buffer());
  json.begin_object().key("record").string("subject_summary").key("attributes").begin_array();
  for (const std::string& label : answer.labels) json.string(label);
  json.end_array().key("places").number(answer.places.size()).key("items").number(items_of(answer));
  json.key("run")
      .number(static_cast<std::uint64_t>(answer.run))
      .key("index_date")
      .string(date_text(answer.index_ms));
  json.key("not_fully_read").number(answer.not_read).key("proof_of_absence").boolean(false);
  if (answer.right != nullptr) {
    json.key("right").string(answer.right->word).key("article").string(answer.right->article);
    json.key("received").string(day_text(answer.received));
    json.key("due").string(day_text(report::due(answer.received, report::kAnswerMonths)));
    json.key("due_extended")
        .string(day_text(report::due(answer.received, report::kExtendedMonths)));
    if (answer.right->tells_recipients) write_recipients_json(json, answer);
  }
  json.end_object();
  out.write("\n");
}

void write_csv(Output& out, const SubjectAnswer& answer) {
  const auto row = [&](std::initializer_list<std::string_view> fields) {
    std::string line;
    for (const std::string_view field : fields) {
      if (!line.empty()) line += ',';
      append_csv_field(line, field);
    }
    out.write(line + "\r\n");
  };
  row({"item", "locator", "column", "line", "rule", "attributes", "confidence", "score",
       "finding_id", "verified"});
  for (const SubjectPlace& place : answer.places)
    for (const report::PlaceFinding& one : place.findings)
      row({place.item, place.locator, one.column, one.line == 0 ? "" : std::to_string(one.line),
           one.rule, joined(answer, place, " "), name(place.confidence),
           fmt::format("{:.4f}", place.score), hex(one.finding), verified_word(place)});
}

/// The column, else the line of the first value that is known.
std::string spot(const SubjectPlace& place, Language language) {
  for (const report::PlaceFinding& one : place.findings)
    if (one.line != 0) return format(Message::line_number, language, one.line);
  for (const report::PlaceFinding& one : place.findings)
    if (!one.column.empty()) return shortened(terminal_text(one.column), 20);
  return "";
}

/// Who got the data is not in them; what is known is where they lay.
void write_recipients(Invocation& invocation, const SubjectAnswer& answer, std::size_t width) {
  const Language language = invocation.language;
  invocation.out.write("\n" + paragraph(text(Message::subject_recipients, language), width, 0));
  for (const report::RecipientHint& hint : report::recipient_hints(answer.places))
    invocation.out.write(
        paragraph(format(Message::subject_recipient, language, terminal_text(hint.target),
                         whole_text(hint.places, language), whole_text(hint.mails, language)),
                  width, 2));
}

void write_right(Invocation& invocation, const SubjectAnswer& answer, std::size_t width) {
  Output& out = invocation.out;
  const Language language = invocation.language;
  const bool french = language == Language::french;
  const report::Right& right = *answer.right;
  out.write("\n" +
            paragraph(format(Message::subject_due, language, right.name.in(french), right.article,
                             day_text(answer.received),
                             day_text(report::due(answer.received, report::kAnswerMonths)),
                             day_text(report::due(answer.received, report::kExtendedMonths))),
                      width, 0));
  out.write(paragraph(right.task.in(french), width, 0));
  if (right.tells_recipients) write_recipients(invocation, answer, width);
  out.write("\n" + std::string(text(Message::subject_letter, language)) + "\n" +
            paragraph(right.letter.in(french), width, 2));
}

void write_human(Invocation& invocation, const SubjectAnswer& answer) {
  Output& out = invocation.out;
  const Language language = invocation.language;
  const std::size_t width = terminal_width(out);
  TextTable table;
  for (const SubjectPlace& place : answer.places)
    table.row(
        {terminal_text(place.locator.empty() ? place.item : place.item + " > " + place.locator),
         joined(answer, place, ", "), spot(place, language),
         std::string(confidence_text(place.confidence, language)), verified_text(place, language)});
  out.write(table.render(width, 4, Style{wants_colour(out)}));
  if (answer.places.empty())
    out.write(std::string(text(Message::subject_none, language)) + "\n");
  else
    out.write("\n" +
              format(Message::subject_found, language, whole_text(answer.places.size(), language),
                     whole_text(items_of(answer), language)) +
              "\n");
  out.write(paragraph(format(Message::subject_limits, language, date_text(answer.index_ms),
                             whole_text(answer.not_read, language)),
                      width, 0));
  if (answer.right != nullptr) write_right(invocation, answer, width);
}

}  // namespace

Confidence confidence_named(std::string_view word) {
  for (const Confidence one : {Confidence::low, Confidence::high})
    if (name(one) == word) return one;
  return Confidence::medium;
}

void print_subject(Invocation& invocation, const SubjectAnswer& answer) {
  const std::string format = invocation.settings.text("format");
  if (format == "csv") return write_csv(invocation.out, answer);
  if (format != "jsonl") return write_human(invocation, answer);
  for (const SubjectPlace& place : answer.places) write_place_json(invocation.out, answer, place);
  write_summary_json(invocation.out, answer);
}

}  // namespace braque::cli
