#include "privacy/exact_list_writer.hpp"

#define XXH_STATIC_LINKING_ONLY  // for a hash state on the stack
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <tuple>

#include "base/check.hpp"
#include "privacy/exact_file.hpp"

namespace braque {
namespace {

constexpr unsigned kBucketBits = 6;
constexpr std::size_t kBucketEntriesMax = 8192;  ///< in memory: 128 KiB
constexpr std::size_t kKeyBytesMax = 1 << 20;    ///< in memory
constexpr std::size_t kReadBytes = 1 << 20;

template <typename Value>
std::string_view bytes_of(const std::vector<Value>& values) noexcept {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Value)};
}

}  // namespace

/// What was written so far: its size modulo the padding, and its checksum.
class ExactListWriter::Body {
 public:
  explicit Body(const std::function<void(std::string_view)>& write) : write_(write) {
    XXH3_INITSTATE(&state_);
    XXH3_64bits_reset(&state_);
  }
  void write(std::string_view bytes) {
    if (bytes.empty()) return;
    XXH3_64bits_update(&state_, bytes.data(), bytes.size());
    write_(bytes);
    size_ += bytes.size();
  }
  void pad() {
    static constexpr std::array<char, 64> kZeros{};
    write({kZeros.data(), static_cast<std::size_t>(exact_padded(size_) - size_)});
  }
  void end() {
    const std::uint64_t sum = XXH3_64bits_digest(&state_);
    std::array<char, sizeof sum> bytes;
    std::memcpy(bytes.data(), &sum, sizeof sum);
    write_({bytes.data(), bytes.size()});
  }

 private:
  const std::function<void(std::string_view)>& write_;
  XXH3_state_t state_;
  std::uint64_t size_ = 0;
};

ExactListWriter::ExactListWriter(ExactListDescription description)
    : description_(std::move(description)), buckets_(std::size_t{1} << kBucketBits) {
  BRAQUE_CHECK(!description_.columns.empty() && description_.columns.size() <= kExactColumnsMax);
  for (const std::string& name : description_.columns) columns_.emplace_back().name = name;
}

Result<void> ExactListWriter::begin_row(std::string_view key) {
  if (rows_ == 0xfffffffeU) return unexpected(ErrorKind::invalid, "has too many rows");
  ++rows_;
  if (!description_.has_keys) return {};
  key_size_ += key.size();
  if (key_size_ > 0xffffffffULL) return unexpected(ErrorKind::invalid, "has too long keys");
  key_ends_.push_back(static_cast<std::uint32_t>(key_size_));
  keys_ += key;
  if (keys_.size() < kKeyBytesMax) return {};
  auto done = key_file_.append(keys_);
  keys_.clear();
  return done;
}

Result<void> ExactListWriter::add(std::uint32_t column, ExactKind kind, const ExactHash& hash,
                                  std::size_t length, bool all_digits) {
  BRAQUE_CHECK(rows_ > 0 && column < columns_.size() && length <= kExactNumberMax);
  if (entries_ == kExactEntriesMax) return unexpected(ErrorKind::invalid, "has too many values");
  ++entries_;
  switch (kind) {
    case ExactKind::words:
      profile_.words = true;
      break;
    case ExactKind::email:
      profile_.emails = true;
      break;
    case ExactKind::number:
      (all_digits ? profile_.digit_lengths : profile_.mixed_lengths) |= std::uint64_t{1} << length;
      ++(all_digits ? columns_[column].digits : columns_[column].mixed)[length];
      break;
  }
  Bucket& bucket = buckets_[hash.find >> (64 - kBucketBits)];
  bucket.entries.push_back({hash.find, hash.check << 4 | column, rows_ - 1});
  if (bucket.entries.size() < kBucketEntriesMax) return {};
  const std::string_view bytes = bytes_of(bucket.entries);
  auto done = bucket.file.append(bytes);
  bucket.entries.clear();
  return done;
}

std::string ExactListWriter::names() const {
  std::string names = description_.name + '\0';
  for (const ExactColumn& column : columns_) names += column.name + '\0';
  for (const ExactColumn& column : columns_) {
    for (const auto* counts : {&column.digits, &column.mixed})
      names.append(reinterpret_cast<const char*>(counts->data()), sizeof *counts);
  }
  return names;
}

Result<void> ExactListWriter::write_entries(Body& body, std::vector<std::uint32_t>& directory,
                                            std::vector<std::uint64_t>& filter) {
  const unsigned shift = 64 - exact_directory_bits(entries_);
  const std::uint64_t blocks = ExactFilter::blocks_for(entries_);
  std::uint32_t written = 0;
  std::size_t place = 0;
  for (Bucket& bucket : buckets_) {
    std::vector<ExactEntry> entries(bucket.file.size() / sizeof(ExactEntry));
    const std::span<char> bytes(reinterpret_cast<char*>(entries.data()),
                                entries.size() * sizeof(ExactEntry));
    auto got = bucket.file.read_at(0, bytes);
    if (!got) return got.error();
    if (*got != bytes.size()) return unexpected(ErrorKind::io, "a temporary file ended early");
    entries.insert(entries.end(), bucket.entries.begin(), bucket.entries.end());
    bucket.entries = {};
    bucket.file = SealedFile();
    std::sort(entries.begin(), entries.end(), [](const ExactEntry& a, const ExactEntry& b) {
      return std::tie(a.hash, a.row, a.check_column) < std::tie(b.hash, b.row, b.check_column);
    });
    for (const ExactEntry& entry : entries) {
      while (place <= entry.hash >> shift) directory[place++] = written;
      ++written;
      ExactFilter::insert(
          filter.data() + ExactFilter::block(entry.hash, blocks) * ExactFilter::kWords, entry.hash);
    }
    body.write(bytes_of(entries));
  }
  while (place < directory.size()) directory[place++] = written;
  return {};
}

Result<void> ExactListWriter::write_keys(Body& body) {
  body.write(bytes_of(key_ends_));
  body.pad();
  std::vector<char> buffer(kReadBytes);
  for (std::uint64_t at = 0; at < key_file_.size();) {
    auto got = key_file_.read_at(at, buffer);
    if (!got) return got.error();
    if (*got == 0) return unexpected(ErrorKind::io, "a temporary file ended early");
    body.write({buffer.data(), *got});
    at += *got;
  }
  body.write(keys_);
  body.pad();
  return {};
}

Result<void> ExactListWriter::finish(const std::function<void(std::string_view)>& write) {
  const std::string names = this->names();
  if (names.size() > kExactNamesMax)
    return unexpected(ErrorKind::invalid, "has too long column names");
  ExactFileHeader header;
  header.columns = static_cast<std::uint32_t>(columns_.size());
  BRAQUE_CHECK(description_.key_id.size() == header.key_id.size());
  std::copy(description_.key_id.begin(), description_.key_id.end(), header.key_id.begin());
  header.digit_lengths = profile_.digit_lengths;
  header.mixed_lengths = profile_.mixed_lengths;
  header.words = profile_.words ? 1 : 0;
  header.emails = profile_.emails ? 1 : 0;
  header.rows = rows_;
  header.has_keys = description_.has_keys ? 1 : 0;
  header.names_size = names.size();
  header.entries = entries_;
  header.filter_blocks = ExactFilter::blocks_for(entries_);
  header.key_size = key_size_;

  Body body(write);
  body.write({reinterpret_cast<const char*>(&header), sizeof header});
  body.write(names);
  body.pad();
  std::vector<std::uint32_t> directory(exact_directory_size(entries_) / sizeof(std::uint32_t));
  std::vector<std::uint64_t> filter(header.filter_blocks * ExactFilter::kWords);
  if (auto done = write_entries(body, directory, filter); !done) return done;
  body.pad();
  body.write(bytes_of(directory));
  body.pad();
  body.write(bytes_of(filter));
  if (auto done = write_keys(body); !done) return done;
  body.end();
  return {};
}

}  // namespace braque
