// Where data goes: a buffered descriptor. A reader that went away (`braque ... | head`) is told
// from a real failure, such as a full disk.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace braque::cli {

class Output {
 public:
  /// Borrows the descriptor.
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  /// Flushes; what fails here is lost, so call flush() where it matters.
  virtual ~Output();

  /// After the first failure everything is dropped.
  void write(std::string_view bytes);
  /// Room to append to; call write({}) afterwards to let it drain.
  std::string& buffer() noexcept { return buffer_; }

  Result<void> flush();
  /// The reader closed its end.
  bool reader_gone() const noexcept { return reader_gone_; }
  bool failed() const noexcept { return failed_; }
  bool is_terminal() const noexcept;

 protected:
  int descriptor_;

 private:
  void drain();
  std::string buffer_;
  std::string failure_;
  bool failed_ = false;
  bool reader_gone_ = false;
};

/// A file that appears under its name only when it is whole: written beside it as an unnamed or
/// temporary file with mode 0600, then renamed over it. What is no regular file (/dev/null, a FIFO)
/// is written directly.
class FileOutput : public Output {
 public:
  static Result<std::unique_ptr<FileOutput>> create(const std::string& path);
  ~FileOutput() override;
  /// Flushes, syncs and renames.
  Result<void> commit();

 private:
  FileOutput(int descriptor, std::string path, std::string temporary)
      : Output(descriptor), path_(std::move(path)), temporary_(std::move(temporary)) {}
  std::string path_;
  std::string temporary_;  ///< empty: written directly, or done
};

}  // namespace braque::cli
