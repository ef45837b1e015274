// A directory for one test, removed with everything in it. All works by descriptors, so that trees
// deeper than PATH_MAX can be built and removed.
#pragma once

#include <dirent.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace braque::test {

/// Every function fails by std::runtime_error. Paths are relative to the tree; missing directories
/// above them are made.
class TemporaryTree {
 public:
  /// Thousands of directories are made much faster in memory than on a disk.
  enum class Place { disk, memory };

  explicit TemporaryTree(Place place = Place::disk) {
    const char* chosen = std::getenv("TMPDIR");
    std::string parent = chosen != nullptr && *chosen != '\0' ? chosen : "/tmp";
    if (place == Place::memory && ::access("/dev/shm", W_OK | X_OK) == 0) parent = "/dev/shm";
    path_ = parent + "/braque-XXXXXX";
    require(::mkdtemp(path_.data()) != nullptr, "mkdtemp");
    // Paths in results have their links resolved.
    std::unique_ptr<char, decltype(&std::free)> real(::realpath(path_.c_str(), nullptr),
                                                     &std::free);
    require(real != nullptr, "realpath");
    path_ = real.get();
  }
  TemporaryTree(const TemporaryTree&) = delete;
  TemporaryTree& operator=(const TemporaryTree&) = delete;
  ~TemporaryTree() {
    remove_below(path_);
    ::rmdir(path_.c_str());
  }

  const std::string& path() const { return path_; }
  std::string path(std::string_view relative) const { return path_ + "/" + std::string(relative); }

  void directory(const std::string& relative) const {
    for (std::size_t at = 0; at != std::string::npos;) {
      at = relative.find('/', at + 1);
      std::string part = path(relative.substr(0, at));
      require(::mkdir(part.c_str(), 0755) == 0 || errno == EEXIST, "mkdir");
    }
  }

  void file(const std::string& relative, std::string_view content = "x") const {
    make_parent(relative);
    int number = ::open(path(relative).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    require(number >= 0, "open");
    bool written =
        ::write(number, content.data(), content.size()) == static_cast<ssize_t>(content.size());
    ::close(number);
    require(written, "write");
  }

  /// `size` bytes of which only `content` at `offset` takes room.
  void sparse(const std::string& relative, std::uint64_t size, std::uint64_t offset,
              std::string_view content) const {
    file(relative, "");
    int number = ::open(path(relative).c_str(), O_WRONLY | O_CLOEXEC);
    bool done = number >= 0 && ::ftruncate(number, static_cast<off_t>(size)) == 0 &&
                ::pwrite(number, content.data(), content.size(), static_cast<off_t>(offset)) ==
                    static_cast<ssize_t>(content.size()) &&
                ::fsync(number) == 0;
    ::close(number);
    require(done, "sparse file");
  }

  void symlink(const std::string& target, const std::string& relative) const {
    make_parent(relative);
    require(::symlink(target.c_str(), path(relative).c_str()) == 0, "symlink");
  }
  void hard_link(const std::string& existing, const std::string& relative) const {
    make_parent(relative);
    require(::link(path(existing).c_str(), path(relative).c_str()) == 0, "link");
  }
  void fifo(const std::string& relative) const {
    make_parent(relative);
    require(::mkfifo(path(relative).c_str(), 0600) == 0, "mkfifo");
  }
  void socket(const std::string& relative) const {
    make_parent(relative);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::string where = path(relative);
    require(where.size() < sizeof address.sun_path, "socket path");
    std::memcpy(address.sun_path, where.c_str(), where.size());
    int number = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool bound = ::bind(number, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(number);
    require(bound, "bind");
  }

  /// A chain of `depth` directories called `name`, a file `leaf` in the last.
  void deep(std::string_view name, int depth, const std::string& leaf,
            std::string_view content) const {
    std::string component(name);
    int at = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int level = 0; level < depth; ++level) {
      require(::mkdirat(at, component.c_str(), 0755) == 0, "mkdirat");
      int below = ::openat(at, component.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      ::close(at);
      require(below >= 0, "openat");
      at = below;
    }
    int number = ::openat(at, leaf.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    ::close(at);
    bool written =
        ::write(number, content.data(), content.size()) == static_cast<ssize_t>(content.size());
    ::close(number);
    require(written, "deep file");
  }

 private:
  static void require(bool condition, const char* what) {
    if (!condition) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
  }

  void make_parent(const std::string& relative) const {
    std::size_t slash = relative.rfind('/');
    if (slash != std::string::npos) directory(relative.substr(0, slash));
  }

  static std::vector<std::string> names_in(int directory) {
    std::vector<std::string> names;
    int copy = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* stream = copy < 0 ? nullptr : ::fdopendir(copy);
    if (stream == nullptr) return names;
    while (const dirent* entry = ::readdir(stream)) {
      std::string name = entry->d_name;
      if (name != "." && name != "..") names.push_back(std::move(name));
    }
    ::closedir(stream);
    return names;
  }

  // Goes down into the first directory that is not empty and up again when it is, holding one
  // descriptor, so that no depth matters.
  static void remove_below(const std::string& top) {
    int at = ::open(top.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    std::vector<std::string> way;
    while (at >= 0) {
      int next = -1;
      for (const std::string& name : names_in(at)) {
        if (::unlinkat(at, name.c_str(), 0) == 0) continue;
        // A directory without permissions keeps its content; when this fails, so does unlinkat.
        [[maybe_unused]] const int changed = ::fchmodat(at, name.c_str(), 0700, 0);
        if (::unlinkat(at, name.c_str(), AT_REMOVEDIR) == 0) continue;
        next = ::openat(at, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (next >= 0) {
          way.push_back(name);
          break;
        }
      }
      if (next < 0 && !way.empty()) {
        next = ::openat(at, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        // What cannot be removed (a mount) is left rather than tried for ever.
        bool removed = ::unlinkat(next, way.back().c_str(), AT_REMOVEDIR) == 0;
        way.pop_back();
        if (!removed) way.clear();
        if (!removed) ::close(std::exchange(next, -1));
      }
      ::close(at);
      at = next;
    }
  }

  std::string path_;
};

}  // namespace braque::test
