// Layout of a file, all numbers little-endian:
//     bytes  0..7   "braqueDB"
//     bytes  8..15  length of the key
//     bytes 16..23  length of the database
//     bytes 24..55  SHA-256 over the key and the database
//     then the key, then the database
// The checksum finds damage. Against tampering stand the permissions: only the owner may write.
#include "cli/database_cache.hpp"

#include <fcntl.h>
#include <openssl/sha.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "cli/files.hpp"
#include "cli/json_writer.hpp"

namespace braque::cli {
namespace {

constexpr std::string_view kMagic = "braqueDB";
constexpr std::size_t kHeaderBytes = 56;
constexpr std::size_t kFileBytesMax = 256 << 20;

std::array<unsigned char, SHA256_DIGEST_LENGTH> sha256(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return digest;
}

std::string little_endian(std::uint64_t value) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(value >> (8 * i));
  return bytes;
}

std::string file_of(const std::string& directory, std::string_view key) {
  return directory + "/" + hexadecimal(sha256(key)).substr(0, 32) + ".hsdb";
}

/// Ours alone: a directory that only this user can write to.
bool is_private(const std::string& path, mode_t type) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && (status.st_mode & S_IFMT) == type &&
         status.st_uid == ::geteuid() && (status.st_mode & 077) == 0;
}

bool make_directories(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1))
    ::mkdir(path.substr(0, slash).c_str(), 0700);
  ::mkdir(path.c_str(), 0700);
  return is_private(path, S_IFDIR);
}

std::string header_of(std::string_view key, std::string_view bytes) {
  auto digest = sha256(std::string(key) + std::string(bytes));
  std::string header(kMagic);
  header += little_endian(key.size()) + little_endian(bytes.size());
  header.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  return header;
}

}  // namespace

std::string DiskDatabaseCache::load(std::string_view key) {
  if (directory_.empty() || !is_private(directory_, S_IFDIR)) return {};
  std::string path = file_of(directory_, key);
  if (!is_private(path, S_IFREG)) return {};
  auto file = read_small_file(path, kFileBytesMax);
  if (!file || file->size() < kHeaderBytes + key.size()) return {};
  std::string_view bytes = std::string_view(*file).substr(kHeaderBytes + key.size());
  if (file->compare(kHeaderBytes, key.size(), key) != 0) return {};
  if (file->compare(0, kHeaderBytes, header_of(key, bytes)) != 0) return {};
  return std::string(bytes);
}

void DiskDatabaseCache::store(std::string_view key, std::string_view bytes) {
  if (directory_.empty() || !make_directories(directory_)) return;
  std::string path = file_of(directory_, key), temporary = path + ".XXXXXX";
  int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);  // mode 0600
  if (descriptor < 0) return;
  bool written = write_fully(descriptor, header_of(key, bytes)) && write_fully(descriptor, key) &&
                 write_fully(descriptor, bytes);
  ::close(descriptor);
  // No fsync: a file that a crash cut short fails its checksum.
  if (!written || ::rename(temporary.c_str(), path.c_str()) != 0) ::unlink(temporary.c_str());
}

std::string DiskDatabaseCache::make(std::string_view key,
                                    const std::function<std::string()>& compile) {
  const pid_t child = directory_.empty() ? -1 : ::fork();
  if (child == 0) {
    const std::string bytes = compile();
    if (!bytes.empty()) store(key, bytes);
    ::_exit(0);
  }
  int status = 0;
  if (child > 0)
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
  std::string bytes = child > 0 ? load(key) : std::string();
  // Nowhere to keep it, or no child: then here.
  return bytes.empty() ? compile() : bytes;
}

std::string default_cache_directory() {
  std::string base = xdg_directory("XDG_CACHE_HOME", ".cache");
  return base.empty() ? base : base + "/braque";
}

}  // namespace braque::cli
