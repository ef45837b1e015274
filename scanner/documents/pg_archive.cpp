#include "documents/pg_archive.hpp"

#include <algorithm>
#include <cstring>

#include "base/ascii.hpp"
#include "documents/binary_value.hpp"
#include "documents/code_page.hpp"

namespace braque::documents {
namespace {

using extract::Problem;

constexpr unsigned kMinorFirst = 10, kMinorLast = 16;
constexpr unsigned kSectionsSince = 11, kAccessMethodsSince = 14, kAlgorithmsSince = 15,
                   kKindsSince = 16;
constexpr std::uint64_t kNameBytesMax = 64 << 10;
constexpr std::uint64_t kDefinitionBytesMax = 16 << 20;
constexpr std::size_t kTextBytes = 16 << 10;

/// "\x" and an even number of digits: how COPY writes bytea.
bool decode_bytea(std::string_view cell, std::string& bytes) {
  if (cell.size() < 4 || cell.size() % 2 != 0 || !cell.starts_with("\\x")) return false;
  const auto value = [](char c) {
    return ascii::is_digit(c) ? c - '0' : ascii::lower(c) - 'a' + 10;
  };
  bytes.clear();
  for (std::size_t at = 2; at < cell.size(); at += 2) {
    if (!ascii::is_hex(cell[at]) || !ascii::is_hex(cell[at + 1])) return false;
    bytes += static_cast<char>(value(cell[at]) * 16 + value(cell[at + 1]));
  }
  return true;
}

char unescaped(char c) {
  constexpr std::string_view kBlanks = "bfnrtv";
  return kBlanks.find(c) == std::string_view::npos ? c : ' ';
}

}  // namespace

bool PgArchiveInput::fill() {
  given_ = filled_ = 0;
  if (!ended_) filled_ = input_.read(buffer_);
  ended_ = ended_ || filled_ == 0;
  return filled_ > 0;
}

int PgArchiveInput::byte() {
  if (given_ == filled_ && !fill()) return -1;
  return static_cast<unsigned char>(buffer_[given_++]);
}

std::int64_t PgArchiveInput::integer() {
  const int sign = byte();
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < integer_bytes; ++i) {
    const int next = byte();
    if (next < 0) return 0;
    if (i < 7) value |= static_cast<std::uint64_t>(next) << (8 * i);
  }
  const auto number = static_cast<std::int64_t>(value);
  return sign == 1 ? -number : number;
}

std::size_t PgArchiveInput::read(std::span<char> into) {
  if (into.empty() || (given_ == filled_ && !fill())) return 0;
  const std::size_t count = std::min(into.size(), filled_ - given_);
  std::memcpy(into.data(), buffer_.data() + given_, count);
  given_ += count;
  return count;
}

void PgArchiveInput::skip(std::uint64_t bytes) {
  const std::uint64_t here = std::min<std::uint64_t>(bytes, filled_ - given_);
  given_ += static_cast<std::size_t>(here);
  if (bytes == here) return;
  const std::uint64_t to = input_.position() + (bytes - here);
  if (input_.size() && to > *input_.size())
    ended_ = true;
  else
    input_.seek(to);
}

bool PgArchiveInput::string(std::string& text, std::uint64_t bytes_max) {
  text.clear();
  const std::int64_t length = integer();
  if (length < 0 || ended_) return false;
  const std::uint64_t wanted = std::min(static_cast<std::uint64_t>(length), bytes_max);
  // A claim is no reason to take memory: bytes are appended as they come.
  while (text.size() < wanted) {
    if (given_ == filled_ && !fill()) return true;
    const std::size_t count =
        std::min<std::size_t>(static_cast<std::size_t>(wanted) - text.size(), filled_ - given_);
    text.append(buffer_, given_, count);
    given_ += count;
  }
  skip(static_cast<std::uint64_t>(length) - wanted);
  return true;
}

Problem PgArchiveInput::problem() const {
  if (!ended_) return {};
  if (Problem problem = input_.problem()) return problem;
  return {Reason::corrupt, "the archive is cut"};
}

std::optional<PgArchiveHead> read_pg_head(PgArchiveInput& input, std::string& version) {
  char mark[5];
  for (char& byte : mark) byte = static_cast<char>(input.byte());
  if (std::string_view(mark, sizeof mark) != "PGDMP") return std::nullopt;
  const int major = input.byte(), minor = input.byte();
  input.byte();  // a revision, which changes nothing
  version = std::to_string(major) + "." + std::to_string(minor);
  const int integer_bytes = input.byte(), offset_bytes = input.byte(), form = input.byte();
  PgArchiveHead head;
  head.minor = static_cast<unsigned>(minor);
  if (major != 1 || head.minor < kMinorFirst || head.minor > kMinorLast) return std::nullopt;
  if (integer_bytes < 1 || integer_bytes > 8 || offset_bytes < 1 || offset_bytes > 8)
    return std::nullopt;
  if (form != 1 && form != 3 && form != 5) return std::nullopt;
  input.integer_bytes = static_cast<std::size_t>(integer_bytes);
  head.offset_bytes = static_cast<std::size_t>(offset_bytes);
  head.form = static_cast<PgArchiveHead::Form>(form);
  if (head.minor >= kAlgorithmsSince) {
    const int algorithm = input.byte();
    if (algorithm < 0 || algorithm > 3) return std::nullopt;
    head.packing = static_cast<PgArchiveHead::Packing>(algorithm);
  } else {
    // A level of compression; below zero zlib's own choice.
    head.packing =
        input.integer() == 0 ? PgArchiveHead::Packing::none : PgArchiveHead::Packing::zlib;
  }
  constexpr int kTimeFields = 7, kNames = 3;
  std::string ignored;
  for (int i = 0; i < kTimeFields; ++i) input.integer();
  for (int i = 0; i < kNames; ++i) input.string(ignored, kNameBytesMax);
  return head;
}

PgDefinitions::PgDefinitions(PgArchiveInput& input, const PgArchiveHead& head,
                             std::uint64_t bytes_max)
    : input_(input), head_(head), entries_left_(input.integer()), bytes_left_(bytes_max) {}

void PgDefinitions::note(std::int64_t number, PgTableData data) {
  const std::uint64_t bytes = data.name.size() + data.copy.size() + sizeof data;
  if (bytes > bytes_left_) return;  // it is read without its columns' names
  bytes_left_ -= bytes;
  data_.emplace(number, std::move(data));
}

/// The fields of an entry stand in this order (WriteToc).
bool PgDefinitions::make(std::string& text) {
  std::string tag, kind, definition, copy, schema, ignored;
  while (entries_left_ > 0 && !input_.ended() && text.size() < kTextBytes) {
    --entries_left_;
    const std::int64_t number = input_.integer();
    const bool has_data = input_.integer() != 0;
    for (int i = 0; i < 2; ++i) input_.string(ignored, kNameBytesMax);  // numbers in the catalogue
    input_.string(tag, kNameBytesMax);
    input_.string(kind, kNameBytesMax);
    if (head_.minor >= kSectionsSince) input_.integer();
    input_.string(definition, kDefinitionBytesMax);
    input_.string(ignored, kNameBytesMax);  // how to drop it
    input_.string(copy, kDefinitionBytesMax);
    input_.string(schema, kNameBytesMax);
    input_.string(ignored, kNameBytesMax);  // tablespace
    if (head_.minor >= kAccessMethodsSince) input_.string(ignored, kNameBytesMax);
    if (head_.minor >= kKindsSince) input_.integer();
    for (int i = 0; i < 2; ++i)
      input_.string(ignored, kNameBytesMax);  // owner, and whether rows have numbers
    while (input_.string(ignored, kNameBytesMax)) {
      // What it depends on.
    }
    if (head_.form == PgArchiveHead::Form::custom)
      input_.skip(1 + head_.offset_bytes);
    else
      input_.string(ignored, kNameBytesMax);
    append_utf8(text, definition);
    if (!definition.empty()) text += '\n';
    if (has_data) note(number, {schema.empty() ? tag : schema + "." + tag, copy});
  }
  return entries_left_ > 0 && !input_.ended();
}

bool PgChunks::next() {
  if (ended_ || left_ > 0) return !ended_;
  const std::int64_t length = input_.integer();
  ended_ = length <= 0 || input_.ended();
  left_ = ended_ ? 0 : static_cast<std::uint64_t>(length);
  return !ended_;
}

std::size_t PgChunks::read(std::span<char> into) {
  if (!next()) return 0;
  const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), left_));
  const std::size_t count = input_.read(into.first(wanted));
  left_ -= count;
  ended_ = count == 0;
  return count;
}

void PgChunks::pass() {
  while (next()) {
    input_.skip(left_);
    left_ = 0;
  }
}

void PgCopyRows::give_piece() {
  // Not within a character: its last bytes wait for the others (RFC 3629, section 3).
  std::size_t end = cell_.size();
  while (end > 0 && cell_.size() - end < 3 &&
         (static_cast<unsigned char>(cell_[end - 1]) & 0xC0U) == 0x80U)
    --end;
  if (end > 0 && static_cast<unsigned char>(cell_[end - 1]) >= 0xC0) --end;
  append_utf8(text_, std::string_view(cell_).substr(0, end));
  cell_.erase(0, end);
  cut_ = true;
}

void PgCopyRows::end_cell() {
  std::string bytes;
  if (null_ && cell_.empty()) {
    // No value.
  } else if (!cut_ && decode_bytea(cell_, bytes)) {
    append_binary(text_, bytes);
  } else {
    append_utf8(text_, cell_);
  }
  cell_.clear();
  null_ = cut_ = false;
}

void PgCopyRows::take(char byte) {
  if (escaped_) {
    escaped_ = false;
    if (byte == 'N' && cell_.empty() && !cut_)
      null_ = true;
    else if (byte != '.' || !cell_.empty())
      cell_ += unescaped(byte);  // "\." alone ends the rows
  } else if (byte == '\\') {
    escaped_ = true;
  } else if (byte == '\t' || byte == '\n') {
    end_cell();
    text_ += byte;
  } else {
    cell_ += byte == '\r' || byte == '\0' ? ' ' : byte;
    if (cell_.size() >= kCellBytesMax) give_piece();
  }
}

bool PgCopyRows::make(std::string& text) {
  const std::size_t count = unpacker_.unpack(buffer_);
  for (std::size_t i = 0; i < count; ++i) take(buffer_[i]);
  if (count == 0) end_cell();
  text += text_;
  text_.clear();
  return count > 0;
}

}  // namespace braque::documents
