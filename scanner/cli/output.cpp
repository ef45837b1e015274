#include "cli/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/files.hpp"

namespace braque::cli {
namespace {

constexpr std::size_t kDrainBytes = 1 << 16;

Error failure(const std::string& path, const char* action) {
  return unexpected(ErrorKind::io, path + ": " + action + ": " + std::strerror(errno));
}

}  // namespace

Output::~Output() { drain(); }

void Output::write(std::string_view bytes) {
  if (failed_) {
    buffer_.clear();
    return;
  }
  buffer_.append(bytes);
  if (buffer_.size() >= kDrainBytes) drain();
}

void Output::drain() {
  if (!failed_ && descriptor_ >= 0 && !write_fully(descriptor_, buffer_)) {
    failed_ = true;
    reader_gone_ = errno == EPIPE;
    failure_ = std::strerror(errno);
  }
  buffer_.clear();
}

Result<void> Output::flush() {
  drain();
  if (failed_) return unexpected(ErrorKind::io, "output cannot be written: " + failure_);
  return {};
}

bool Output::is_terminal() const noexcept { return ::isatty(descriptor_) == 1; }

Result<std::unique_ptr<FileOutput>> FileOutput::create(const std::string& path) {
  struct stat status {};
  bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    int direct = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (direct < 0) return failure(path, "cannot be opened for writing");
    return std::unique_ptr<FileOutput>(new FileOutput(direct, path, {}));
  }
  std::string temporary = path + ".XXXXXX";
  int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);  // mode 0600
  if (descriptor < 0) return failure(path, "cannot be created");
  return std::unique_ptr<FileOutput>(new FileOutput(descriptor, path, temporary));
}

FileOutput::~FileOutput() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  if (descriptor_ >= 0) {
    (void)flush();
    ::close(descriptor_);
    descriptor_ = -1;
  }
}

Result<void> FileOutput::commit() {
  if (auto flushed = flush(); !flushed)
    return unexpected(ErrorKind::io, path_ + ": " + flushed.error().message);
  if (temporary_.empty()) return {};
  if (::fsync(descriptor_) != 0) return failure(path_, "cannot be written");
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return failure(path_, "cannot be renamed");
  temporary_.clear();
  return {};
}

}  // namespace braque::cli
