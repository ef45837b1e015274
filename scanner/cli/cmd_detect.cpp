// braque detect [FILE|-]: text in, spans out.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "classify/value.hpp"
#include "cli/commands.hpp"
#include "cli/detect_record.hpp"
#include "cli/escape.hpp"
#include "cli/line_reader.hpp"
#include "cli/load_rules.hpp"

namespace braque::cli {
namespace {

constexpr std::size_t kTextBytesMax = 1ULL << 30;

struct Detection {
  const RuleSet& rules;
  TextDetector detector;
  Confidence min;
  OffsetUnit unit;
  bool explain;
};

Confidence confidence_from(const std::string& text) {
  if (text == "high") return Confidence::high;
  if (text == "medium") return Confidence::medium;
  return text == "low" ? Confidence::low : Confidence::none;
}

/// {"id","text"} lines in, one answer a line out. Lines that are no request are named; the others
/// are answered all the same.
ExitCode detect_lines(Detection& detection, LineReader& reader, Output& out) {
  ExitCode code = ExitCode::done;
  while (!out.failed()) {
    auto line = reader.next();
    if (!line) return stronger(code, fail(line.error()));
    if (!line->has_value()) break;
    if ((*line)->find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto request = parse_detect_request(**line);
    if (!request) {
      complain("line " + std::to_string(reader.line()) +
               " is no JSON object with a \"text\": {\"id\": ..., \"text\": \"...\"}");
      code = ExitCode::usage;
      continue;
    }
    append_detect_answer(out.buffer(), *request,
                         detection.detector.detect(request->text, detection.min), detection.rules,
                         detection.unit, detection.explain);
    out.write({});
  }
  return code;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    Character c = character_at(text, i);
    if (!c.valid) return false;
    i += c.length;
  }
  return true;
}

/// One text; a line for each span: place, rule, confidence, mask.
ExitCode detect_text(Detection& detection, LineReader& reader, Output& out) {
  auto text = reader.rest();
  if (!text) return fail(text.error());
  // Without characters to count, positions are bytes.
  bool bytes = detection.unit == OffsetUnit::bytes || !is_utf8(*text);
  CodePointCounter counter(*text);
  std::uint64_t line = 1, counted = 0;
  for (const DetectedSpan& span : detection.detector.detect(*text, detection.min)) {
    line += static_cast<std::uint64_t>(
        std::count(text->begin() + static_cast<std::ptrdiff_t>(counted),
                   text->begin() + static_cast<std::ptrdiff_t>(span.start), '\n'));
    counted = span.start;
    const Rule& rule = detection.rules.rules()[span.rule];
    std::string masked =
        mask(rule, RawValue(std::string_view(*text).substr(span.start, span.end - span.start)));
    std::string place =
        fmt::format("{}:{}-{}", line, bytes ? span.start : counter.start(span.start),
                    bytes ? span.end : counter.end(span.end));
    out.write(fmt::format("{:<20}  {:<22}  {:<6}  {:.2f}  {}\n", place, rule.id,
                          name(span.confidence), span.score, terminal_text(masked)));
    if (!detection.explain) continue;
    for (const std::string& piece : evidence_lines(detection.rules, span))
      out.write("                      " + piece + "\n");
  }
  return ExitCode::done;
}

}  // namespace

ExitCode detect(Invocation& invocation) {
  const Settings& settings = invocation.settings;
  auto rules = load_rules(settings);
  if (!rules) return fail(rules.error());
  Confidence min = confidence_from(settings.text("min-confidence"));
  Detection detection{
      *rules->set, TextDetector(*rules->set, min == Confidence::none), min,
      settings.text("offsets") == "bytes" ? OffsetUnit::bytes : OffsetUnit::code_points,
      settings.flag("explain")};
  int descriptor = STDIN_FILENO;
  bool named = !invocation.arguments.empty() && invocation.arguments.front() != "-";
  if (named) {
    const std::string& path = invocation.arguments.front();
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
      return fail(
          unexpected(ErrorKind::invalid, path + ": cannot be opened: " + std::strerror(errno)));
  }
  LineReader reader(descriptor, kTextBytesMax);
  ExitCode code = settings.flag("jsonl") ? detect_lines(detection, reader, invocation.out)
                                         : detect_text(detection, reader, invocation.out);
  if (named) ::close(descriptor);
  return code;
}

}  // namespace braque::cli
