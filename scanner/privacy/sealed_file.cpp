#include "privacy/sealed_file.hpp"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

namespace braque {
namespace {

constexpr std::size_t kChunkBytes = 64 << 10;
std::atomic<std::uint64_t> process_bytes_used{0};

/// Takes `bytes` from the quota, or nothing.
bool reserve(std::uint64_t bytes, std::uint64_t bytes_max) noexcept {
  std::uint64_t used = process_bytes_used.load(std::memory_order_relaxed);
  do {
    if (bytes > bytes_max || used > bytes_max - bytes) return false;
  } while (!process_bytes_used.compare_exchange_weak(used, used + bytes));
  return true;
}

int open_unnamed() {
  const char* configured = std::getenv("TMPDIR");
  for (const char* directory : {configured, "/var/tmp", "/tmp"}) {
    if (directory == nullptr || *directory == '\0') continue;
    // O_EXCL: the file can never be given a name either.
    const int descriptor = ::open(directory, O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0) return descriptor;
  }
  return ::memfd_create("braque", MFD_CLOEXEC);
}

Error system_error(const char* action) {
  return unexpected(ErrorKind::io, std::string("temporary file: cannot ") + action + ": " +
                                       std::strerror(errno) + "; set TMPDIR to a place with room");
}

struct ContextDeleter {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

/// Encrypts or decrypts: AES-256 in counter mode is its own inverse.
bool crypt(const std::array<unsigned char, 32>& key, std::uint64_t offset,
           std::span<const char> from, char* to) {
  // The counter block is the big-endian number of the 16-byte block within the file.
  std::array<unsigned char, 16> counter{};
  for (int i = 0; i < 8; ++i)
    counter[static_cast<std::size_t>(15 - i)] =
        static_cast<unsigned char>((offset / 16) >> (8 * i) & 0xff);
  const std::unique_ptr<EVP_CIPHER_CTX, ContextDeleter> context(EVP_CIPHER_CTX_new());
  if (!context || EVP_EncryptInit_ex(context.get(), EVP_aes_256_ctr(), nullptr, key.data(),
                                     counter.data()) != 1)
    return false;
  std::array<unsigned char, 16> discarded{};
  int done = 0;
  const int lead = static_cast<int>(offset % 16);
  if (lead > 0 &&
      EVP_EncryptUpdate(context.get(), discarded.data(), &done, discarded.data(), lead) != 1)
    return false;
  return EVP_EncryptUpdate(context.get(), reinterpret_cast<unsigned char*>(to), &done,
                           reinterpret_cast<const unsigned char*>(from.data()),
                           static_cast<int>(from.size())) == 1;
}

}  // namespace

SealedFile::SealedFile(std::uint64_t process_bytes_max) : process_bytes_max_(process_bytes_max) {}

SealedFile::SealedFile(SealedFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      size_(std::exchange(other.size_, 0)),
      process_bytes_max_(other.process_bytes_max_),
      key_(other.key_) {
  OPENSSL_cleanse(other.key_.data(), other.key_.size());
}

SealedFile& SealedFile::operator=(SealedFile&& other) noexcept {
  if (this == &other) return *this;
  release();
  descriptor_ = std::exchange(other.descriptor_, -1);
  size_ = std::exchange(other.size_, 0);
  process_bytes_max_ = other.process_bytes_max_;
  key_ = other.key_;
  OPENSSL_cleanse(other.key_.data(), other.key_.size());
  return *this;
}

SealedFile::~SealedFile() { release(); }

void SealedFile::release() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  process_bytes_used -= size_;
  size_ = 0;
  OPENSSL_cleanse(key_.data(), key_.size());
}

std::uint64_t SealedFile::process_bytes() noexcept { return process_bytes_used.load(); }

Result<void> SealedFile::open() {
  if (RAND_bytes(key_.data(), static_cast<int>(key_.size())) != 1)
    return unexpected(ErrorKind::internal, "temporary file: no random bytes for its key");
  descriptor_ = open_unnamed();
  if (descriptor_ < 0) return system_error("open");
  return {};
}

Result<void> SealedFile::append(std::span<const char> bytes) {
  if (descriptor_ < 0) {
    if (auto opened = open(); !opened) return opened;
  }
  if (!reserve(bytes.size(), process_bytes_max_))
    return unexpected(ErrorKind::unavailable, "the quota of temporary files is used up");
  const std::uint64_t before = size_;
  std::uint64_t written = 0;
  while (written < bytes.size()) {
    const auto chunk = bytes.subspan(written, std::min(kChunkBytes, bytes.size() - written));
    if (auto result = append_chunk(chunk); !result) {
      // The part that was written stays unused on the disk: its key stream must not be used again,
      // so the file is closed to further appends by a quota of nothing.
      size_ = before;
      process_bytes_used -= bytes.size();
      process_bytes_max_ = 0;
      return result;
    }
    size_ += chunk.size();
    written += chunk.size();
  }
  return {};
}

Result<void> SealedFile::append_chunk(std::span<const char> bytes) {
  std::array<char, kChunkBytes> buffer;
  if (!crypt(key_, size_, bytes, buffer.data()))
    return unexpected(ErrorKind::internal, "temporary file: encryption failed");
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::pwrite(descriptor_, buffer.data() + done, bytes.size() - done,
                                   static_cast<off_t>(size_ + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return system_error("write");
    done += static_cast<std::size_t>(count);
  }
  return {};
}

Result<std::size_t> SealedFile::read_at(std::uint64_t offset, std::span<char> into) const {
  if (offset >= size_) return std::size_t{0};
  const auto wanted =
      static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - offset));
  auto read = decrypt_at(descriptor_, key_, offset, into.first(wanted));
  if (read && *read < wanted) return system_error("read");
  return read;
}

Result<std::size_t> decrypt_at(int descriptor, const std::array<unsigned char, 32>& key,
                               std::uint64_t offset, std::span<char> into) {
  std::array<char, kChunkBytes> buffer;
  std::size_t done = 0;
  while (done < into.size()) {
    const std::size_t chunk = std::min(kChunkBytes, into.size() - done);
    const ssize_t count =
        ::pread(descriptor, buffer.data(), chunk, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("read");
    if (count == 0) break;
    const auto received = static_cast<std::size_t>(count);
    if (!crypt(key, offset + done, std::span<const char>(buffer.data(), received),
               into.data() + done))
      return unexpected(ErrorKind::internal, "temporary file: decryption failed");
    done += received;
  }
  return done;
}

}  // namespace braque
