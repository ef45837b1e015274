// Bytes as a file that can be opened by its path, without a file system.
#pragma once

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "base/check.hpp"

namespace braque::fuzz {

class BytesFile {
 public:
  explicit BytesFile(std::string_view bytes) : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    BRAQUE_CHECK(descriptor_ >= 0 && ::fchmod(descriptor_, 0600) == 0);
    BRAQUE_CHECK(::write(descriptor_, bytes.data(), bytes.size()) ==
                 static_cast<ssize_t>(bytes.size()));
  }
  BytesFile(const BytesFile&) = delete;
  BytesFile& operator=(const BytesFile&) = delete;
  ~BytesFile() { ::close(descriptor_); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace braque::fuzz
