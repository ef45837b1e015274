#include "privacy/exact_list.hpp"

#define XXH_STATIC_LINKING_ONLY  // for a hash state on the stack
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "privacy/exact_file.hpp"
#include "privacy/hmac_sha256.hpp"

namespace braque {
namespace {

constexpr std::size_t kReadBytes = 1 << 20;

Error damaged(const char* what) {
  return unexpected(ErrorKind::invalid,
                    std::string("is damaged or no list of `braque edm build`: ") + what);
}

/// XXH3-64 of the first `size` bytes. Read, not mapped: so checking uses no memory of the process.
Result<std::uint64_t> checksum(int descriptor, std::uint64_t size) {
  XXH3_state_t state;
  XXH3_INITSTATE(&state);
  XXH3_64bits_reset(&state);
  std::vector<char> buffer(kReadBytes);
  for (std::uint64_t at = 0; at < size;) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kReadBytes, size - at));
    const ssize_t got = ::pread(descriptor, buffer.data(), wanted, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unexpected(ErrorKind::io, std::strerror(errno));
    if (got == 0) return damaged("it is cut short");
    XXH3_64bits_update(&state, buffer.data(), static_cast<std::size_t>(got));
    at += static_cast<std::uint64_t>(got);
  }
  return XXH3_64bits_digest(&state);
}

Result<std::uint64_t> checked_size(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return unexpected(ErrorKind::io, std::strerror(errno));
  if (!S_ISREG(status.st_mode)) return unexpected(ErrorKind::invalid, "is no regular file");
  if (status.st_uid != ::geteuid() && status.st_uid != 0)
    return unexpected(ErrorKind::invalid, "belongs to another user");
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return unexpected(ErrorKind::invalid, "can be written by others (chmod go-w)");
  return static_cast<std::uint64_t>(status.st_size);
}

struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

}  // namespace

ExactKeys exact_keys(const Key& fingerprint_key) {
  static constexpr std::array<std::string_view, kExactKinds> kNames{"number", "words", "email"};
  const HmacSha256 hmac(fingerprint_key);
  ExactKeys keys;
  for (std::size_t kind = 0; kind < kExactKinds; ++kind) {
    const auto bytes = hmac({"exact list key", "\x1f", kNames[kind]});
    std::array<std::uint64_t, 4> words;
    std::memcpy(words.data(), bytes.data(), sizeof words);
    keys.find[kind] = {words[0], words[1]};
    keys.check[kind] = {words[2], words[3]};
  }
  return keys;
}

std::uint64_t ExactFilter::blocks_for(std::uint64_t entries) noexcept {
  constexpr std::uint64_t kBitsPerEntry = 16;  // one in some 500 passes by chance
  return std::max<std::uint64_t>(1, (entries * kBitsPerEntry + 511) / 512);
}

Result<std::unique_ptr<ExactList>> ExactList::open(const std::string& path,
                                                   const std::string& key_id) {
  const auto at_path = [&](const Error& error) {
    return unexpected(error.kind, path + ": " + error.message);
  };
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)};
  if (file.number < 0)
    return unexpected(errno == ENOENT ? ErrorKind::invalid : ErrorKind::io,
                      path + ": " + std::strerror(errno));
  auto size = checked_size(file.number);
  if (!size) return at_path(size.error());
  std::unique_ptr<ExactList> list(new ExactList);
  if (auto done = list->map(file.number, *size); !done) return at_path(done.error());
  if (auto done = list->read_header(key_id); !done) return at_path(done.error());
  const std::uint64_t body = *size - sizeof(std::uint64_t);
  auto sum = checksum(file.number, body);
  if (!sum) return at_path(sum.error());
  std::uint64_t expected = 0;
  std::memcpy(&expected, list->bytes_ + body, sizeof expected);
  if (*sum != expected) return at_path(damaged("its checksum is wrong"));
  static constexpr char kDigits[] = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4)
    list->fingerprint_ += kDigits[expected >> shift & 15];
  return list;
}

ExactList::~ExactList() {
  if (bytes_ != nullptr) ::munmap(const_cast<char*>(bytes_), file_size_);
}

Result<void> ExactList::map(int descriptor, std::uint64_t size) {
  if (size < sizeof(ExactFileHeader) + sizeof(std::uint64_t)) return damaged("it is too short");
  void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
  if (bytes == MAP_FAILED) return unexpected(ErrorKind::io, std::strerror(errno));
  ::madvise(bytes, size, MADV_RANDOM);
  bytes_ = static_cast<const char*>(bytes);
  file_size_ = size;
  return {};
}

/// Every section is laid out by the counts of the header; they must fill the file exactly.
Result<void> ExactList::read_header(const std::string& key_id) {
  ExactFileHeader header;
  std::memcpy(&header, bytes_, sizeof header);
  if (header.magic != kExactMagic) return damaged("it does not begin like one");
  if (header.version != kExactVersion)
    return unexpected(ErrorKind::invalid, "was made by another version of braque; build it again");
  const std::string_view made_with(header.key_id.data(), header.key_id.size());
  if (made_with != key_id)
    return unexpected(ErrorKind::invalid,
                      "was made with another fingerprint key than this scan's (" + key_id +
                          "); build it again with this key, or name its key with --key-file");
  if (header.columns == 0 || header.columns > kExactColumnsMax ||
      header.names_size > kExactNamesMax || header.entries > kExactEntriesMax ||
      header.key_size > 0xffffffffULL ||
      header.filter_blocks != ExactFilter::blocks_for(header.entries) || (header.has_keys > 1))
    return damaged("its header makes no sense");
  const std::uint64_t names_at = sizeof header;
  const std::uint64_t entries_at = names_at + exact_padded(header.names_size);
  const std::uint64_t directory_at = entries_at + exact_padded(header.entries * sizeof(ExactEntry));
  const std::uint64_t filter_at = directory_at + exact_padded(exact_directory_size(header.entries));
  const std::uint64_t ends_at = filter_at + header.filter_blocks * 64;
  const std::uint64_t ends = header.has_keys == 1 ? header.rows : 0;
  const std::uint64_t keys_at = ends_at + exact_padded(ends * sizeof(std::uint32_t));
  if (keys_at + exact_padded(header.key_size) + sizeof(std::uint64_t) != file_size_)
    return damaged("its size is not what its header says");
  rows_ = header.rows;
  profile_ = {header.digit_lengths, header.mixed_lengths, header.words != 0, header.emails != 0};
  // The mapping begins at a page and every section at a multiple of 64 bytes.
  entries_ = {reinterpret_cast<const ExactEntry*>(bytes_ + entries_at), header.entries};
  directory_ = reinterpret_cast<const std::uint32_t*>(bytes_ + directory_at);
  directory_bits_ = exact_directory_bits(header.entries);
  filter_ = reinterpret_cast<const std::uint64_t*>(bytes_ + filter_at);
  filter_blocks_ = header.filter_blocks;
  key_ends_ = {reinterpret_cast<const std::uint32_t*>(bytes_ + ends_at),
               static_cast<std::size_t>(ends)};
  key_bytes_ = bytes_ + keys_at;
  key_size_ = header.key_size;
  columns_.resize(header.columns);
  return read_names({bytes_ + names_at, static_cast<std::size_t>(header.names_size)});
}

/// The list's name and those of the columns, each ended by a zero, then the counts.
Result<void> ExactList::read_names(std::string_view bytes) {
  constexpr std::size_t kCounts = sizeof(ExactColumn::digits);
  const std::size_t counts = columns_.size() * 2 * kCounts;
  if (bytes.size() < counts) return damaged("its names are cut short");
  std::string_view names = bytes.substr(0, bytes.size() - counts);
  const char* count = bytes.data() + names.size();
  for (std::size_t i = 0; i <= columns_.size(); ++i) {
    const std::size_t end = names.find('\0');
    if (end == names.npos) return damaged("its names are cut short");
    (i == 0 ? name_ : columns_[i - 1].name) = names.substr(0, end);
    names.remove_prefix(end + 1);
  }
  for (ExactColumn& column : columns_) {
    std::memcpy(column.digits.data(), count, kCounts);
    std::memcpy(column.mixed.data(), count + kCounts, kCounts);
    count += 2 * kCounts;
  }
  return {};
}

std::span<const ExactEntry> ExactList::entries(std::uint64_t hash) const noexcept {
  const std::uint64_t place = hash >> (64 - directory_bits_);
  const std::uint64_t begin = directory_[place], end = directory_[place + 1];
  if (begin > end || end > entries_.size()) return {};
  const auto bucket = entries_.subspan(begin, end - begin);
  const auto less = [](const ExactEntry& entry, std::uint64_t wanted) {
    return entry.hash < wanted;
  };
  const auto first = std::lower_bound(bucket.begin(), bucket.end(), hash, less);
  auto last = first;
  while (last != bucket.end() && last->hash == hash) ++last;
  return {first, last};
}

std::string ExactList::row_key(std::uint32_t row) const {
  if (row >= key_ends_.size()) return std::to_string(std::uint64_t{row} + 1);
  const std::uint64_t begin = row == 0 ? 0 : key_ends_[row - 1], end = key_ends_[row];
  if (begin > end || end > key_size_) return {};
  return {key_bytes_ + begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace braque
