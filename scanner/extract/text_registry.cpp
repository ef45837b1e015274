#include "extract/text_registry.hpp"

#include <algorithm>

#include "extract/binary_magic.hpp"
#include "extract/binary_runs.hpp"
#include "extract/encoded_reader.hpp"
#include "extract/encoding.hpp"
#include "extract/wrong_extension.hpp"

namespace braque {
namespace extract {
namespace {

constexpr std::size_t kHeadBytesMax = 64U << 10;
constexpr int kCertain = 90;

// Highest bid wins, the first among equals; plain text bids for everything.
constexpr TextStructure kStructures[] = {
    {"sql", "SQL dumps: INSERT and COPY with their columns", bid_sql, make_sql},
    {"html", "HTML", bid_html, make_html},
    {"xml", "XML", bid_xml, make_xml},
    {"json", "JSON", bid_json, make_json},
    {"jsonl", "JSON lines", bid_json_lines, make_json_lines},
    {"chat", "conversations exported as text: WhatsApp, Signal", bid_chat, make_chat},
    {"table", "tables of documents, as their readers write them", bid_table, make_table},
    {"rows", "tables of databases: the first row names the columns", bid_table, make_rows},
    {"csv", "comma, semicolon, tab or bar separated values", bid_csv, make_csv},
    {"keyvalue", "env, ini, \"Key: value\" lines, vCard, iCalendar, LDIF", bid_key_value,
     make_key_value},
    {"text", "plain text and logs", bid_plain_text, make_plain_text},
};

const TextStructure& structure_named(std::string_view name) {
  const auto* found = std::find_if(std::begin(kStructures), std::end(kStructures),
                                   [&](const TextStructure& s) { return s.name == name; });
  return found == std::end(kStructures) ? kStructures[std::size(kStructures) - 1] : *found;
}

/// A head with the buffer that its decoded text may live in.
struct DecodedHead {
  std::string buffer;
  TextHead head;
};

void decode(std::string_view bytes, const std::string& encoding, std::size_t mark_bytes,
            DecodedHead& decoded) {
  decoded.head.bytes = bytes.substr(std::min(mark_bytes, bytes.size()));
  decoded.head.text = decoded.head.bytes;
  if (make_decoder(encoding) == nullptr) return;
  decoded.buffer = decode_head(encoding, decoded.head.bytes);
  decoded.head.text = decoded.buffer;
}

std::size_t mark_bytes(std::string_view head, std::string_view encoding) {
  const Encoding marked = detect_encoding(head.substr(0, 4), true);
  return marked.name == encoding ? marked.mark_bytes : 0;
}

/// What to say when a name promises a structure that the bytes do not have.
std::string fallback_remark(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kPromises[] = {
      {".json", "JSON"}, {".jsonl", "JSON lines"}, {".ndjson", "JSON lines"}, {".xml", "XML"},
      {".html", "HTML"}, {".htm", "HTML"},         {".csv", "a table"},       {".tsv", "a table"}};
  const std::string extension = extension_of(name);
  for (const auto& [ending, structure] : kPromises) {
    if (extension == ending) return "not " + std::string(structure) + ", read as text";
  }
  return {};
}

}  // namespace

std::span<const TextStructure> text_structures() { return kStructures; }

std::string extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.size() - dot > 8) return {};
  std::string extension(name.substr(dot));
  for (char& byte : extension) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + 32);
  }
  return extension;
}

Bid bid_plain_text(const TextHead&) { return {1, true, {}}; }

}  // namespace extract

TextFormat detect_text_format(std::string_view head, bool whole, std::string_view name) {
  using namespace extract;
  if (head.size() > kHeadBytesMax) {
    head = head.substr(0, kHeadBytesMax);
    whole = false;
  }
  TextFormat format;
  const BinaryFormat known = known_binary(head);
  if (!known.name.empty()) {
    format.name = known.name;
    format.reason = known.reason;
    format.remark = wrong_extension(name, format.name);
    format.splittable = true;
    return format;
  }
  const Encoding encoding = detect_encoding(head, whole);
  if (encoding.name.empty()) {
    format.name = "binary";
    format.remark = wrong_extension(name, format.name);
    format.splittable = true;
    return format;
  }
  DecodedHead decoded;
  decode(head, encoding.name, encoding.mark_bytes, decoded);
  decoded.head.whole = whole;
  decoded.head.name = name;
  const TextStructure* best = nullptr;
  Bid best_bid;
  for (const TextStructure& structure : kStructures) {
    if (best_bid.score >= kCertain) break;
    Bid bid = structure.bid(decoded.head);
    if (bid.score <= best_bid.score) continue;
    best = &structure;
    best_bid = std::move(bid);
  }
  format.name = best->name;
  if (best->name == "text") best_bid.remark = fallback_remark(name);
  format.encoding = encoding.name;
  format.splittable = best_bid.splittable && decodes_anywhere(encoding.name);
  format.remark = std::move(best_bid.remark);
  if (format.remark.empty()) format.remark = wrong_extension(name, format.name);
  return format;
}

TextFormat declared_text_format(std::string_view structure) {
  TextFormat format;
  if (structure == "binary") {
    format.name = structure;
    return format;
  }
  format.name = extract::structure_named(structure).name;
  format.encoding = "UTF-8";
  return format;
}

std::unique_ptr<TextReader> make_text_reader(const TextFormat& format, std::string_view head,
                                             const Budget& budget) {
  using namespace extract;
  if (format.encoding.empty()) return make_binary_reader();
  head = head.substr(0, kHeadBytesMax);
  DecodedHead decoded;
  const std::size_t mark = mark_bytes(head, format.encoding);
  decode(head, format.encoding, mark, decoded);
  decoded.head.remark = format.remark;
  return make_encoded_reader(make_decoder(format.encoding), mark,
                             structure_named(format.name).make(decoded.head, budget), budget);
}

}  // namespace braque
