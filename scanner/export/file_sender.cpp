// Files in a folder: NAME-NUMBER.EXTENSION, where the number is the first event's. Each is written
// beside its place, synced and renamed, so that whoever collects them sees whole ones only. A batch
// that is sent again has the same name and replaces what is there.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "export/destination.hpp"

namespace braque::exporting {
namespace {

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const noexcept { return number_; }

 private:
  int number_;
};

class FileSender : public Sender {
 public:
  explicit FileSender(const Destination& destination)
      : name_(destination.name),
        folder_(destination.address.path),
        format_(*find_format(destination.format)) {}

  Result<Taken> send(std::span<const Message> batch) override {
    if (batch.empty()) return Taken{};
    if (::mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) return failure("cannot be made");
    const std::string extension =
        format_.media_type == "application/x-ndjson" ? "jsonl" : std::string(format_.name);
    char number[24];
    std::snprintf(number, sizeof number, "%020lld",
                  static_cast<long long>(batch.front().event.sequence));
    const std::string path =
        folder_ + "/" + name_ + "-" + number + "-" + batch_suffix(batch) + "." + extension;
    const auto encoder = format_.make();
    std::string text;
    encoder->begin(text);
    // A document is written anew; lines are those that were encoded already.
    for (const Message& message : batch) {
      if (format_.lines)
        text += message.text;
      else
        encoder->event(message.event, text);
      if (format_.name != "sarif") text += format_.separator;
    }
    encoder->end(text);
    if (auto written = write_file(path, text); !written) return written.error();
    return Taken{{}, text.size()};
  }

 private:
  Error failure(const char* what) const {
    return unexpected(ErrorKind::io, folder_ + ": " + what + ": " + std::strerror(errno));
  }

  /// Events of one row of the outbox share their sequence: what tells batches apart is the first
  /// one's id.
  static std::string batch_suffix(std::span<const Message> batch) {
    std::uint64_t hash = 1469598103934665603ULL;  // FNV-1a
    for (char c : batch.front().event.id)
      hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    char text[24];
    std::snprintf(text, sizeof text, "%08llx", static_cast<unsigned long long>(hash & 0xffffffff));
    return text;
  }

  Result<void> write_file(const std::string& path, const std::string& text) {
    std::string temporary = folder_ + "/.braque-XXXXXX";
    {
      const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));  // mode 0600
      if (file.get() < 0) return failure("cannot be written to");
      if (!write_all(file.get(), text) || ::fsync(file.get()) != 0) {
        const Error error = failure("cannot be written to");
        ::unlink(temporary.c_str());
        return error;
      }
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
      const Error error = failure("cannot be written to");
      ::unlink(temporary.c_str());
      return error;
    }
    const Descriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() >= 0 && ::fsync(folder.get()) != 0) return failure("cannot be synced");
    return {};
  }

  std::string name_, folder_;
  const Format& format_;
};

class StdoutSender : public Sender {
 public:
  explicit StdoutSender(const Destination& destination)
      : format_(*find_format(destination.format)) {}
  Result<Taken> send(std::span<const Message> batch) override {
    std::string text;
    for (const Message& message : batch) text.append(message.text).append(format_.separator);
    if (!write_all(STDOUT_FILENO, text))
      return unexpected(ErrorKind::io, std::string("standard output: ") + std::strerror(errno));
    return Taken{{}, text.size()};
  }

 private:
  const Format& format_;
};

}  // namespace

Result<std::unique_ptr<Sender>> make_file_sender(const Destination& destination) {
  return std::unique_ptr<Sender>(std::make_unique<FileSender>(destination));
}

Result<std::unique_ptr<Sender>> make_stdout_sender(const Destination& destination) {
  return std::unique_ptr<Sender>(std::make_unique<StdoutSender>(destination));
}

}  // namespace braque::exporting
