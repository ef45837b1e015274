#include "index/audit_trail.hpp"

#include <array>

#include "index/clock.hpp"

namespace braque::index {
namespace {

std::string number_bytes(std::uint64_t value) {
  std::string bytes(8, '\0');
  for (int i = 0; i < 8; ++i)
    bytes[static_cast<std::size_t>(i)] = static_cast<char>(value >> (56 - 8 * i));
  return bytes;
}

/// Length first, so that no two records are the same bytes.
std::string sized(std::string_view text) { return number_bytes(text.size()).append(text); }

std::string_view as_text(const std::array<std::uint8_t, 32>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// No finding id is made of bytes that begin so: those begin with a length.
constexpr std::string_view kPurpose = "braque audit trail";

}  // namespace

std::string AuditTrail::mac_of(const AuditRecord& record, std::string_view before) const {
  const auto mac =
      hmac_({kPurpose, sized(before), number_bytes(static_cast<std::uint64_t>(record.sequence)),
             number_bytes(static_cast<std::uint64_t>(record.at_ms)), sized(record.actor),
             sized(record.action), sized(record.details)});
  return std::string(as_text(mac));
}

Result<void> AuditTrail::append(const Database& database, AuditRecord record) const {
  auto last = database.prepare("SELECT sequence, mac FROM audit ORDER BY sequence DESC LIMIT 1");
  if (!last) return last.error();
  auto row = last->step();
  if (!row) return row.error();
  const std::string before = *row ? last->string(1) : std::string();
  record.sequence = *row ? last->integer(0) + 1 : 1;
  if (record.at_ms == 0) record.at_ms = now_ms();
  auto insert = database.prepare(
      "INSERT INTO audit (sequence, at_ms, actor, action, details, mac) VALUES (?1, ?2, ?3, ?4, "
      "?5, ?6)");
  if (!insert) return insert.error();
  const std::string mac = mac_of(record, before);
  insert->bind(1, record.sequence).bind(2, record.at_ms).text(3, record.actor);
  return insert->text(4, record.action).text(5, record.details).blob(6, mac).run();
}

namespace {

constexpr std::string_view kAll =
    "SELECT sequence, at_ms, actor, action, details, mac FROM audit ORDER BY sequence";

AuditRecord record_of(const Statement& row) {
  return {row.integer(0), row.integer(1), row.string(2), row.string(3), row.string(4)};
}

}  // namespace

Result<AuditCheck> AuditTrail::verify(const Database& database) const {
  auto rows = database.prepare(kAll);
  if (!rows) return rows.error();
  AuditCheck check;
  std::string before;
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return check;
    const AuditRecord record = record_of(*rows);
    const bool follows = record.sequence == ++check.records;
    if (!follows || rows->bytes(5) != mac_of(record, before)) {
      check.broken = follows ? record.sequence : check.records;
      return check;
    }
    before = rows->string(5);
  }
}

Result<void> read_audit(const Database& database,
                        const std::function<bool(const AuditRecord&)>& visit) {
  auto rows = database.prepare(kAll);
  if (!rows) return rows.error();
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row || !visit(record_of(*rows))) return {};
  }
}

}  // namespace braque::index
