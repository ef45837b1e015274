// A spilled sample is a fixed record followed by its mask; both are read by this object only.
#include "privacy/sample_spool.hpp"

#include <cstring>
#include <type_traits>

namespace braque {
namespace {

constexpr std::size_t kBufferBytes = 16 << 10;

struct Spilled {
  std::uint64_t line, offset, length;
  Digest fingerprint;
  float logit;
  std::uint32_t mask_bytes;
  PhoneLine phone{};
};
static_assert(std::is_trivially_copyable_v<Spilled>);

/// Takes whole records off the front of `bytes`; returns how many bytes they were.
std::size_t take_records(std::string_view bytes,
                         const std::function<void(const Sample&, float)>& function) {
  std::size_t at = 0;
  Spilled record;
  while (bytes.size() - at >= sizeof record) {
    std::memcpy(&record, bytes.data() + at, sizeof record);
    if (bytes.size() - at - sizeof record < record.mask_bytes) break;
    Sample sample;
    sample.line = record.line;
    sample.offset = record.offset;
    sample.length = record.length;
    sample.fingerprint = record.fingerprint;
    sample.phone = record.phone;
    sample.masked = bytes.substr(at + sizeof record, record.mask_bytes);
    function(sample, record.logit);
    at += sizeof record + record.mask_bytes;
  }
  return at;
}

}  // namespace

SampleSpool::SampleSpool(std::size_t in_memory_max, std::uint64_t temporary_bytes_max)
    : in_memory_max_(in_memory_max), file_(temporary_bytes_max) {}

Result<void> SampleSpool::append(const Sample& sample, float logit) {
  if (first_.size() < in_memory_max_) {
    first_.emplace_back(sample, logit);
    ++count_;
    return {};
  }
  if (pending_.size() >= kBufferBytes) {
    if (auto written = file_.append(pending_); !written) return written;
    pending_.clear();
  }
  const Spilled record{sample.line,   sample.offset,
                       sample.length, sample.fingerprint,
                       logit,         static_cast<std::uint32_t>(sample.masked.size()),
                       sample.phone};
  pending_.append(reinterpret_cast<const char*>(&record), sizeof record);
  pending_ += sample.masked;
  ++count_;
  return {};
}

Result<void> SampleSpool::visit(const std::function<void(const Sample&, float)>& function) const {
  for (const auto& [sample, logit] : first_) function(sample, logit);
  return visit_spilled(function);
}

Result<void> SampleSpool::visit_spilled(
    const std::function<void(const Sample&, float)>& function) const {
  std::string buffer;
  std::uint64_t offset = 0;
  while (offset < file_.size()) {
    const std::size_t kept = buffer.size();
    buffer.resize(kept + kBufferBytes);
    auto read = file_.read_at(offset, std::span<char>(buffer).subspan(kept));
    if (!read) return read.error();
    offset += *read;
    buffer.resize(kept + *read);
    buffer.erase(0, take_records(buffer, function));
  }
  take_records(buffer + pending_, function);
  return {};
}

}  // namespace braque
