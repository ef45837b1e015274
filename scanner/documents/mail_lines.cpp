#include "documents/mail_lines.hpp"

#include <algorithm>

namespace braque::documents::mail {
namespace {

constexpr std::size_t kReadBytes = 64 << 10;
constexpr std::size_t kPieceBytesMax = 32 << 10;

}  // namespace

std::string_view Line::content() const {
  std::string_view line = text;
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void Lines::fill() {
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + kReadBytes);
  const std::size_t count = input_.read(std::span(buffer_).subspan(kept));
  buffer_.resize(kept + count);
  if (count == 0) ended_ = true;
}

const Line* Lines::peek() {
  if (has_line_) return &line_;
  std::size_t end = buffer_.find('\n', at_);
  while (end == std::string::npos && !ended_ && buffer_.size() - at_ < kPieceBytesMax) {
    const std::size_t searched = buffer_.size() - at_;
    fill();
    end = buffer_.find('\n', at_ + searched);
  }
  if (at_ == buffer_.size()) return nullptr;
  end = end == std::string::npos ? buffer_.size() : end + 1;
  line_.text = std::string_view(buffer_).substr(at_, std::min(end - at_, kPieceBytesMax));
  line_.begins = next_begins_;
  has_line_ = true;
  return &line_;
}

void Lines::next() {
  if (peek() == nullptr) return;
  next_begins_ = line_.text.ends_with('\n');
  at_ += line_.text.size();
  offset_ += line_.text.size();
  has_line_ = false;
}

std::string_view Lines::following(std::size_t bytes_max) {
  if (peek() == nullptr) return {};
  const std::size_t size = line_.text.size();
  while (buffer_.size() - at_ < size + bytes_max && !ended_) fill();
  line_.text = std::string_view(buffer_).substr(at_, size);
  return std::string_view(buffer_).substr(at_ + size, bytes_max);
}

}  // namespace braque::documents::mail
