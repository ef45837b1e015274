#include "sandbox/records.hpp"

#include <algorithm>
#include <cstring>

namespace braque::sandbox {
namespace {

template <typename Number>
void put(std::string& fields, Number number) {
  for (std::size_t i = 0; i < sizeof number; ++i)
    fields.push_back(static_cast<char>(number >> (8 * i) & 0xff));
}

/// The longest beginning of `text` of at most `bytes_max` bytes that ends with a whole character.
std::string_view cut(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

/// Unicode 15, table 3-7: well-formed UTF-8.
bool is_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    if (lead < 0x80) continue;
    const std::size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || text.size() - i < more) return false;
    const auto second = static_cast<unsigned char>(text[i]);
    if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
        (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f))
      return false;
    for (std::size_t k = 0; k < more; ++k, ++i)
      if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) return false;
  }
  return true;
}

bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '+' || c == '.';
  });
}

/// Libraries put all kinds of bytes into messages and names; the reader of records takes UTF-8
/// only.
void put_text(std::string& fields, std::string_view text, std::size_t bytes_max) {
  text = cut(text, bytes_max);
  put(fields, static_cast<std::uint32_t>(text.size()));
  const std::size_t begin = fields.size();
  fields += text;
  if (is_utf8(text)) return;
  for (std::size_t i = begin; i < fields.size(); ++i)
    if ((static_cast<unsigned char>(fields[i]) & 0x80) != 0) fields[i] = '?';
}

void put_word(std::string& fields, std::string_view word, std::size_t bytes_max) {
  put_text(fields, is_word(word) ? word : std::string_view(), bytes_max);
}

void put_outcome(std::string& fields, const Outcome& outcome) {
  Reason reason = outcome.reason;
  if (outcome.status == Status::complete)
    reason = Reason::none;
  else if (reason == Reason::none)
    reason = Reason::corrupt;
  put(fields, static_cast<std::uint8_t>(outcome.status));
  put(fields, static_cast<std::uint8_t>(reason));
  put(fields, outcome.bytes);
  put(fields, outcome.bytes_done);
  put_word(fields, outcome.format, kFormatBytesMax);
  put_text(fields, outcome.note, kNoteBytesMax);
}

void put_spent(std::string& fields, const Spent& spent) {
  put(fields, spent.output_bytes);
  put(fields, spent.entries);
}

/// Takes fields from the front; after the first fault everything is a fault.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : bytes_(bytes) {}

  template <typename Number>
  Number number() {
    if (bytes_.size() < sizeof(Number)) return fail(), Number{0};
    Number value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i)
      value = static_cast<Number>(
          value | static_cast<Number>(static_cast<Number>(static_cast<unsigned char>(bytes_[i]))
                                      << (8 * i)));
    bytes_.remove_prefix(sizeof(Number));
    return value;
  }

  bool flag() {
    const auto value = number<std::uint8_t>();
    if (value > 1) fail();
    return value == 1;
  }

  std::string text(std::size_t bytes_max) {
    const auto size = number<std::uint32_t>();
    if (size > bytes_max || size > bytes_.size()) return fail(), std::string();
    std::string text(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return text;
  }

  Spent spent() {
    Spent spent;
    spent.output_bytes = number<std::uint64_t>();
    spent.entries = number<std::uint64_t>();
    return spent;
  }

  void fail() { failed_ = true; }
  bool well_read() const { return !failed_ && bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool failed_ = false;
};

void take_outcome(Fields& fields, Outcome& outcome) {
  const auto status = fields.number<std::uint8_t>();
  const auto reason = fields.number<std::uint8_t>();
  if (status > static_cast<std::uint8_t>(Status::skipped) || reason >= kReasonCount)
    fields.fail();
  else {
    outcome.status = static_cast<Status>(status);
    outcome.reason = static_cast<Reason>(reason);
  }
  // A complete outcome has no reason, and one that is not complete has one.
  if ((outcome.status == Status::complete) != (outcome.reason == Reason::none)) fields.fail();
  outcome.bytes = fields.number<std::uint64_t>();
  outcome.bytes_done = fields.number<std::uint64_t>();
  outcome.format = fields.text(kFormatBytesMax);
  outcome.note = fields.text(kNoteBytesMax);
  if (!is_word(outcome.format) || !is_utf8(outcome.note)) fields.fail();
}

}  // namespace

std::span<char> RecordWriter::room_for_bytes() const noexcept {
  // One record more must always fit: the member's end.
  const std::size_t kept = kRecordHeadBytes + kRecordBytesMax;
  if (memory_.size() - used_ <= kept) return {};
  return memory_.subspan(used_ + kRecordHeadBytes, memory_.size() - used_ - kept);
}

void RecordWriter::record(RecordKind kind, const std::string& fields) {
  std::string head;
  put(head, static_cast<std::uint8_t>(kind));
  put(head, static_cast<std::uint32_t>(fields.size()));
  std::memcpy(memory_.data() + used_, head.data(), head.size());
  std::memcpy(memory_.data() + used_ + head.size(), fields.data(), fields.size());
  used_ += head.size() + fields.size();
}

void RecordWriter::member(const Record& member) {
  std::string fields;
  put(fields, static_cast<std::uint8_t>(member.has_bytes));
  put(fields, static_cast<std::uint8_t>(member.size.has_value()));
  put(fields, member.size.value_or(0));
  put_spent(fields, member.spent);
  put_text(fields, member.name, kMemberNameBytesMax);
  put_word(fields, member.structure, kStructureBytesMax);
  put_outcome(fields, member.outcome);
  record(RecordKind::member, fields);
}

void RecordWriter::took_bytes(std::size_t count) {
  if (count == 0) return;
  std::string head;
  put(head, static_cast<std::uint8_t>(RecordKind::bytes));
  put(head, static_cast<std::uint32_t>(count));
  std::memcpy(memory_.data() + used_, head.data(), head.size());
  used_ += head.size() + count;
}

void RecordWriter::end(const Spent& spent, const Outcome& outcome) {
  std::string fields;
  put_spent(fields, spent);
  put_outcome(fields, outcome);
  record(RecordKind::end, fields);
}

void RecordWriter::done(const Spent& spent, const Outcome& outcome) {
  std::string fields;
  put_spent(fields, spent);
  put_outcome(fields, outcome);
  record(RecordKind::done, fields);
}

bool RecordReader::comes_now(RecordKind kind) const noexcept {
  switch (kind) {
    case RecordKind::member:
    case RecordKind::done:
      return state_ == State::between;
    case RecordKind::bytes:
    case RecordKind::end:
      return state_ == State::in_member;
  }
  return false;
}

void RecordReader::went_past(const Record& record) noexcept {
  switch (record.kind) {
    case RecordKind::member:
      if (record.has_bytes) state_ = State::in_member;
      break;
    case RecordKind::end:
      state_ = State::between;
      break;
    case RecordKind::done:
      state_ = State::done;
      break;
    case RecordKind::bytes:
      break;
  }
}

bool RecordReader::read_fields(std::string_view text, Record& record) {
  if (record.kind == RecordKind::bytes) {
    record.bytes = text;
    return !text.empty();
  }
  Fields fields(text);
  if (record.kind == RecordKind::member) {
    record.has_bytes = fields.flag();
    const bool has_size = fields.flag();
    const auto size = fields.number<std::uint64_t>();
    if (has_size) record.size = size;
  }
  record.spent = fields.spent();
  // What is spent only grows.
  if (record.spent.output_bytes < spent_.output_bytes || record.spent.entries < spent_.entries)
    fields.fail();
  spent_ = record.spent;
  if (record.kind == RecordKind::member) {
    record.name = fields.text(kMemberNameBytesMax);
    record.structure = fields.text(kStructureBytesMax);
    if (!is_utf8(record.name) || !is_word(record.structure)) fields.fail();
  }
  take_outcome(fields, record.outcome);
  return fields.well_read();
}

std::optional<Record> RecordReader::next() {
  if (rest_.empty() || fault_ != nullptr) return std::nullopt;
  const auto refuse = [this](const char* fault) {
    fault_ = fault;
    return std::optional<Record>();
  };
  if (rest_.size() < kRecordHeadBytes) return refuse("a record is cut off");
  Fields head(rest_.substr(0, kRecordHeadBytes));
  const auto kind = head.number<std::uint8_t>();
  const auto size = head.number<std::uint32_t>();
  if (kind < static_cast<std::uint8_t>(RecordKind::member) ||
      kind > static_cast<std::uint8_t>(RecordKind::done))
    return refuse("a record of no known kind");
  if (size > rest_.size() - kRecordHeadBytes) return refuse("a record is cut off");
  Record record;
  record.kind = static_cast<RecordKind>(kind);
  if (!comes_now(record.kind)) return refuse("a record that may not come here");
  if (record.kind != RecordKind::bytes && size > kRecordBytesMax)
    return refuse("a record is too long");
  if (!read_fields(rest_.substr(kRecordHeadBytes, size), record))
    return refuse("a record whose fields make no sense");
  rest_.remove_prefix(kRecordHeadBytes + size);
  went_past(record);
  return record;
}

}  // namespace braque::sandbox
