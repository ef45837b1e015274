#include "cli/detect_record.hpp"

#include <fmt/format.h>

#include <set>

#include <nlohmann/json.hpp>

#include "classify/score.hpp"
#include "cli/json_writer.hpp"

namespace braque::cli {
namespace {

using nlohmann::json;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The value of the \uXXXX at `at`, or -1.
int unit_at(std::string_view line, std::size_t at) {
  if (at + 6 > line.size() || line[at] != '\\' || line[at + 1] != 'u') return -1;
  int value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    int digit = hex_digit(line[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/// Escaped surrogates without their other half become U+FFFD: some writers (Python's among them)
/// let them pass, and one replaced character keeps all positions.
std::string without_lone_surrogates(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] != '\\') {
      out += line[i++];
      continue;
    }
    int unit = unit_at(line, i);
    std::size_t length = unit < 0 ? 2 : 6;
    if (unit >= 0xd800 && unit < 0xdc00) {
      int low = unit_at(line, i + 6);
      if (low >= 0xdc00 && low < 0xe000) length = 12;
    }
    bool lone = length == 6 && unit >= 0xd800 && unit < 0xe000;
    out += lone ? std::string_view("\\ufffd") : line.substr(i, length);
    i += length;
  }
  return out;
}

bool is_continuation(char c) noexcept { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

void write_span(JsonWriter& writer, const DetectedSpan& span, const RuleSet& rules,
                std::uint64_t start, std::uint64_t end, bool explain) {
  const Rule& rule = rules.rules()[span.rule];
  writer.begin_object().key("start").number(start).key("end").number(end);
  writer.key("rule").string(rule.id).key("category").string(rule.category);
  writer.key("confidence").string(name(span.confidence)).key("score").decimal(span.score, 4);
  writer.key("level").string_or_null(name(span.special.level));
  writer.key("alternatives").begin_array();
  for (std::size_t i = 0; i < span.alternatives.size() && span.alternatives[i] != kNoRule; ++i) {
    writer.begin_object().key("rule").string(rules.rules()[span.alternatives[i]].id);
    writer.key("score").decimal(probability_of(span.alternative_logits[i]), 4).end_object();
  }
  writer.end_array();
  if (explain) {
    writer.key("evidence").begin_array();
    for (const std::string& line : evidence_lines(rules, span)) writer.string(line);
    writer.end_array();
  }
  writer.end_object();
}

}  // namespace

std::optional<DetectRequest> parse_detect_request(std::string_view line) {
  json parsed = json::parse(line, nullptr, false);
  if (parsed.is_discarded()) parsed = json::parse(without_lone_surrogates(line), nullptr, false);
  if (!parsed.is_object()) return std::nullopt;
  auto text = parsed.find("text");
  if (text == parsed.end() || !text->is_string()) return std::nullopt;
  DetectRequest request{"null", std::move(text->get_ref<std::string&>())};
  // ASCII only, so that nothing in an id reaches a terminal as it is.
  if (auto id = parsed.find("id"); id != parsed.end()) request.id = id->dump(-1, ' ', true);
  return request;
}

std::uint64_t CodePointCounter::start(std::uint64_t position) {
  while (position > 0 && position < text_.size() && is_continuation(text_[position])) --position;
  return end(position);
}

std::uint64_t CodePointCounter::end(std::uint64_t position) {
  // Spans may overlap: back by a few bytes, not to the beginning.
  for (; position_ > position; --position_) count_ -= is_continuation(text_[position_ - 1]) ? 0 : 1;
  for (; position_ < position && position_ < text_.size(); ++position_)
    count_ += is_continuation(text_[position_]) ? 0 : 1;
  return count_;
}

std::vector<std::string> evidence_lines(const RuleSet& rules, const DetectedSpan& span) {
  std::vector<std::string> lines;
  if (span.special.level != SpecialLevel::none) {
    for (const RuleSet::SpecialWeight& piece : rules.explain(span.special))
      lines.push_back(fmt::format("{:+.2f} {}", piece.weight, piece.description));
    return lines;
  }
  const EvidenceSet evidence = span.evidence;
  std::size_t count = 0;
  const WeightedEvidence* table = evidence_table(count);
  for (std::size_t i = 0; i < count; ++i)
    if (has(evidence, table[i].evidence))
      lines.push_back(fmt::format("{:+.2f} {}", table[i].weight, table[i].description));
  return lines;
}

void append_detect_answer(std::string& out, const DetectRequest& request,
                          std::span<const DetectedSpan> spans, const RuleSet& rules,
                          OffsetUnit unit, bool explain) {
  JsonWriter writer(out);
  writer.begin_object().key("id").raw(request.id).key("spans").begin_array();
  CodePointCounter counter(request.text);
  for (const DetectedSpan& span : spans) {
    std::uint64_t start = span.start, end = span.end;
    if (unit == OffsetUnit::code_points) {
      start = counter.start(span.start);
      end = counter.end(span.end);
    }
    write_span(writer, span, rules, start, end, explain);
  }
  writer.end_array().key("categories").begin_array();
  std::set<std::string_view> categories;
  for (const DetectedSpan& span : spans)
    if (span.special.level == SpecialLevel::person) categories.insert(rules.rules()[span.rule].id);
  for (const std::string_view category : categories) writer.string(category);
  writer.end_array().end_object();
  out += '\n';
}

}  // namespace braque::cli
