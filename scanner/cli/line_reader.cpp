#include "cli/line_reader.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace braque::cli {

Result<bool> LineReader::fill() {
  constexpr std::size_t kReadBytes = 1 << 16;
  if (ended_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  if (buffer_.size() > bytes_max_)
    return unexpected(ErrorKind::invalid, "line " + std::to_string(line_ + 1) + " is longer than " +
                                              std::to_string(bytes_max_) + " bytes");
  std::size_t size = buffer_.size();
  buffer_.resize(size + kReadBytes);
  ssize_t got = 0;
  do got = ::read(descriptor_, buffer_.data() + size, kReadBytes);
  while (got < 0 && errno == EINTR);
  buffer_.resize(size + static_cast<std::size_t>(got > 0 ? got : 0));
  if (got < 0)
    return unexpected(ErrorKind::io, std::string("input cannot be read: ") + std::strerror(errno));
  ended_ = got == 0;
  return !ended_;
}

Result<std::optional<std::string_view>> LineReader::next() {
  std::size_t searched = begin_;
  while (true) {
    std::size_t feed = buffer_.find('\n', searched);
    if (feed != std::string::npos) {
      std::string_view line(buffer_.data() + begin_, feed - begin_);
      begin_ = feed + 1;
      ++line_;
      return std::optional(line);
    }
    searched = buffer_.size() - begin_;
    auto more = fill();
    if (!more) return more.error();
    if (*more) continue;
    if (begin_ == buffer_.size()) return std::optional<std::string_view>();
    std::string_view line(buffer_.data() + begin_, buffer_.size() - begin_);
    begin_ = buffer_.size();
    ++line_;
    return std::optional(line);
  }
}

Result<std::string> LineReader::rest() {
  while (true) {
    auto more = fill();
    if (!more) return more.error();
    if (!*more) return buffer_.substr(begin_);
  }
}

}  // namespace braque::cli
