#include "privacy/keys.hpp"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace braque {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  int operator*() const { return value_; }
  bool open() const { return value_ >= 0; }

 private:
  int value_;
};

Error system_error(const std::string& path, const char* action) {
  return unexpected(ErrorKind::io, path + ": cannot " + action + ": " + std::strerror(errno));
}

/// Makes the directory with mode 0700 and what is missing above it: in a home for its owner alone,
/// under /etc for everyone, because /etc/braque holds the configuration as well.
Result<void> make_directories(const std::string& directory) {
  const mode_t above = directory.starts_with("/etc/") ? 0755 : 0700;
  for (std::size_t end = directory.find('/', 1);; end = directory.find('/', end + 1)) {
    const std::string prefix = directory.substr(0, end);
    const bool last = end == std::string::npos;
    if (::mkdir(prefix.c_str(), last ? 0700 : above) == 0) {
      if (!last && ::chmod(prefix.c_str(), above) != 0) return system_error(prefix, "set the mode");
    } else if (errno != EEXIST && last)
      return system_error(prefix, "make the key directory");
    if (end == std::string::npos) return {};
  }
}

/// Compares by device and inode on the way up to the root, so that links and mounts do not fool it.
Result<bool> lies_inside(const Descriptor& directory, const std::string& outer) {
  struct stat wanted {
  }, here{}, above{};
  if (outer.empty() || ::stat(outer.c_str(), &wanted) != 0) return false;
  int current = ::dup(*directory);
  for (int depth = 0; current >= 0 && depth < 4096; ++depth) {
    const Descriptor held(current);
    if (::fstat(*held, &here) != 0) break;
    if (here.st_dev == wanted.st_dev && here.st_ino == wanted.st_ino) return true;
    current = ::openat(*held, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (current < 0) break;
    if (::fstat(current, &above) == 0 && above.st_dev == here.st_dev &&
        above.st_ino == here.st_ino) {
      ::close(current);
      return false;
    }
  }
  return system_error(outer, "compare it with the key directory");
}

/// A new key in a file of another name, whole and on disk, so that no process ever sees half a key.
Result<std::string> write_new_key(const Descriptor& directory, const std::string& path,
                                  const char* name) {
  std::array<unsigned char, 8> random{};
  Key key{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1 ||
      RAND_bytes(key.data(), static_cast<int>(key.size())) != 1)
    return unexpected(ErrorKind::internal, path + ": no random bytes for a new key");
  std::string temporary = std::string(name) + ".new-";
  for (unsigned char byte : random) temporary += static_cast<char>('a' + byte % 26);
  const Descriptor file(
      ::openat(*directory, temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400));
  if (!file.open()) return system_error(path, "make the key");
  const ssize_t written = ::write(*file, key.data(), key.size());
  OPENSSL_cleanse(key.data(), key.size());
  if (written == static_cast<ssize_t>(key.size()) && ::fchmod(*file, 0400) == 0 &&
      ::fsync(*file) == 0)
    return temporary;
  const Error error = system_error(path, "write the key");
  ::unlinkat(*directory, temporary.c_str(), 0);
  return error;
}

/// Links the new key to its name: whoever comes second takes the first one's.
Result<void> make_key(const Descriptor& directory, const std::string& path, const char* name) {
  auto temporary = write_new_key(directory, path, name);
  if (!temporary) return temporary.error();
  Result<void> result;
  if (::linkat(*directory, temporary->c_str(), *directory, name, 0) != 0 && errno != EEXIST)
    result = system_error(path, "write the key");
  ::unlinkat(*directory, temporary->c_str(), 0);
  if (result && ::fsync(*directory) != 0) result = system_error(path, "write the key");
  return result;
}

Result<void> read_key(const Descriptor& directory, const std::string& path, const char* name,
                      Key& key) {
  constexpr int kFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  int descriptor = ::openat(*directory, name, kFlags);
  if (descriptor < 0 && errno == ENOENT) {
    if (auto made = make_key(directory, path, name); !made) return made;
    descriptor = ::openat(*directory, name, kFlags);
  }
  const Descriptor file(descriptor);
  if (!file.open()) return system_error(path, "open the key");
  struct stat status {};
  if (::fstat(*file, &status) != 0) return system_error(path, "read the key");
  if (!S_ISREG(status.st_mode) || status.st_size != static_cast<off_t>(key.size()))
    return unexpected(ErrorKind::invalid,
                      path +
                          ": not a key of 32 bytes; restore it from your backup (a new key makes "
                          "new fingerprints and ids)");
  if ((status.st_mode & 07377) != 0)
    return unexpected(ErrorKind::invalid,
                      path + ": its mode is looser than 0400; run: chmod 0400 '" + path + "'");
  if (status.st_uid != ::geteuid() && status.st_uid != 0)
    return unexpected(ErrorKind::invalid, path + ": belongs to another account; run: chown " +
                                              std::to_string(::geteuid()) + " '" + path + "'");
  if (::read(*file, key.data(), key.size()) != static_cast<ssize_t>(key.size()))
    return system_error(path, "read the key");
  return {};
}

std::string key_id(const Key& key) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  BRAQUE_CHECK(EVP_Digest(key.data(), key.size(), digest.data(), nullptr, EVP_sha256(), nullptr) ==
               1);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < 4; ++i) {
    text += kDigits[digest[i] >> 4];
    text += kDigits[digest[i] & 15];
  }
  return text;
}

}  // namespace

Result<Keys> passing_keys() {
  Keys keys;
  if (RAND_bytes(keys.fingerprint_key.data(), static_cast<int>(keys.fingerprint_key.size())) != 1 ||
      RAND_bytes(keys.id_key.data(), static_cast<int>(keys.id_key.size())) != 1)
    return unexpected(ErrorKind::internal, "no random bytes for keys");
  keys.fingerprint_key_id = key_id(keys.fingerprint_key);
  return keys;
}

Keys::~Keys() {
  OPENSSL_cleanse(fingerprint_key.data(), fingerprint_key.size());
  OPENSSL_cleanse(id_key.data(), id_key.size());
}

std::string default_key_directory() {
  // The XDG specification tells to ignore relative paths.
  const char* configured = std::getenv("XDG_CONFIG_HOME");
  if (configured != nullptr && *configured == '/') return std::string(configured) + "/braque/keys";
  const char* home = std::getenv("HOME");
  if (::geteuid() == 0 || home == nullptr || *home != '/') return "/etc/braque/keys";
  return std::string(home) + "/.config/braque/keys";
}

Result<Keys> load_keys(const std::string& directory, const std::string& index_directory) {
  if (directory.empty()) return unexpected(ErrorKind::invalid, "the key directory's name is empty");
  if (auto made = make_directories(directory); !made) return made.error();
  const Descriptor folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open()) return system_error(directory, "open the key directory");
  struct stat status {};
  if (::fstat(*folder, &status) != 0) return system_error(directory, "open the key directory");
  if ((status.st_mode & 0077) != 0)
    return unexpected(ErrorKind::invalid, directory +
                                              ": the key directory's mode is looser than "
                                              "0700; run: chmod 0700 '" +
                                              directory + "'");
  auto inside = lies_inside(folder, index_directory);
  if (!inside) return inside.error();
  if (*inside)
    return unexpected(ErrorKind::invalid, directory + ": the keys must not lie with the index in " +
                                              index_directory +
                                              "; choose another place for one of them");
  Keys keys;
  if (auto read =
          read_key(folder, directory + "/fingerprint.key", "fingerprint.key", keys.fingerprint_key);
      !read)
    return read.error();
  if (auto read = read_key(folder, directory + "/id.key", "id.key", keys.id_key); !read)
    return read.error();
  keys.fingerprint_key_id = key_id(keys.fingerprint_key);
  return keys;
}

Result<std::optional<Keys>> load_replaced_key(const std::string& directory, const std::string& id) {
  // The id comes out of an index: it must not lead to another file.
  if (id.find_first_not_of("0123456789abcdef") != std::string::npos) return std::optional<Keys>{};
  const Descriptor folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open()) return system_error(directory, "open the key directory");
  const std::string name = "fingerprint-" + id + ".key";
  if (::faccessat(*folder, name.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) != 0)
    return std::optional<Keys>{};
  Keys keys;
  if (auto read = read_key(folder, directory + "/" + name, name.c_str(), keys.fingerprint_key);
      !read)
    return read.error();
  keys.fingerprint_key_id = key_id(keys.fingerprint_key);
  return std::optional<Keys>{keys};
}

Result<std::string> rotate_fingerprint_key(const std::string& directory) {
  constexpr const char* kName = "fingerprint.key";
  auto keys = load_keys(directory, "");
  if (!keys) return keys.error();
  const std::string path = directory + "/" + kName;
  const Descriptor folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open()) return system_error(directory, "open the key directory");
  auto temporary = write_new_key(folder, path, kName);
  if (!temporary) return temporary.error();
  const std::string kept = "fingerprint-" + keys->fingerprint_key_id + ".key";
  if ((::linkat(*folder, kName, *folder, kept.c_str(), 0) != 0 && errno != EEXIST) ||
      ::renameat(*folder, temporary->c_str(), *folder, kName) != 0 || ::fsync(*folder) != 0) {
    const Error error = system_error(path, "replace the key");
    ::unlinkat(*folder, temporary->c_str(), 0);
    return error;
  }
  auto now = load_keys(directory, "");
  if (!now) return now.error();
  return now->fingerprint_key_id;
}

}  // namespace braque
