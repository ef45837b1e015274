#include "cli/edm_table.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "extract/csv.hpp"

namespace braque::cli {
namespace {

constexpr std::size_t kBufferBytes = 4 << 20;
/// A row may have this many bytes: it is only read when so many, or the rest of the file, are
/// there, because a quoted cell that is cut cannot be told from one with a stray quote.
constexpr std::size_t kRowBytesMax = 256 << 10;
constexpr std::size_t kColumnsMax = 4096;
constexpr std::string_view kSeparators = ",;\t|";

char separator_of(std::string_view line) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (char separator : kSeparators) {
    const auto count = std::count(line.begin(), line.end(), separator);
    if (count > most) best = separator;
    most = std::max(most, count);
  }
  return best;
}

}  // namespace

EdmTable::~EdmTable() {
  std::fill(buffer_.begin(), buffer_.end(), '\0');
  for (std::string& cell : unquoted_) std::fill(cell.begin(), cell.end(), '\0');
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> EdmTable::open(const std::string& path) {
  path_ = path;
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor_ < 0) return unexpected(ErrorKind::invalid, path + ": " + std::strerror(errno));
  buffer_.reserve(kBufferBytes);
  if (auto done = fill(); !done) return done;
  if (buffer_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  const std::string_view head = std::string_view(buffer_).substr(at_, kRowBytesMax);
  if (head.find('\0') != head.npos)
    return unexpected(ErrorKind::invalid,
                      path + ": is no text in UTF-8 or Latin-1; convert it first");
  separator_ = separator_of(head.substr(0, head.find('\n')));
  std::vector<std::string_view> cells;
  auto read = read_row(cells);
  if (!read) return read.error();
  if (!*read) return unexpected(ErrorKind::invalid, path + ": is empty");
  header_.assign(cells.begin(), cells.end());
  row_ = 0;
  return {};
}

Result<void> EdmTable::fill() {
  buffer_.erase(0, at_);
  at_ = 0;
  while (!ended_ && buffer_.size() < kBufferBytes) {
    const std::size_t before = buffer_.size();
    buffer_.resize(kBufferBytes);
    const ssize_t got = ::read(descriptor_, buffer_.data() + before, kBufferBytes - before);
    buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0 && errno != EINTR)
      return unexpected(ErrorKind::io, path_ + ": " + std::strerror(errno));
    ended_ = got == 0;
  }
  return {};
}

Result<bool> EdmTable::next(std::vector<std::string_view>& cells) {
  while (true) {
    auto read = read_row(cells);
    if (!read || !*read) return read;
    const bool blank = cells.size() == 1 && cells[0].empty();
    cells.resize(header_.size());
    if (!blank) return true;
  }
}

Result<bool> EdmTable::read_row(std::vector<std::string_view>& cells) {
  cells.clear();
  unquoted_used_ = 0;
  if (!ended_ && buffer_.size() - at_ < kRowBytesMax)
    if (auto done = fill(); !done) return done.error();
  if (at_ >= buffer_.size()) return false;
  ++row_;
  const std::string_view text =
      std::string_view(buffer_).substr(at_, ended_ ? std::string_view::npos : kRowBytesMax);
  extract::CsvCursor cursor(text, separator_, true);
  for (std::size_t position = 0;;) {
    const extract::CsvField field = cursor.field(position);
    if (cells.size() < kColumnsMax)
      cells.push_back(text.substr(field.begin, field.end - field.begin));
    position = field.next;
    if (!field.row_ends) continue;
    if (position >= text.size() && text.size() == kRowBytesMax && !ended_)
      return unexpected(ErrorKind::invalid,
                        path_ + ": row " + std::to_string(row_) + " is too long");
    at_ += position;
    break;
  }
  unquoted_.resize(std::max(unquoted_.size(), cells.size()));
  for (std::string_view& cell : cells)
    if (cell.find("\"\"") != cell.npos) cell = unquoted(cell);
  return true;
}

std::string_view EdmTable::unquoted(std::string_view cell) {
  std::string& text = unquoted_[unquoted_used_++];
  text = cell;
  for (std::size_t at = 0; (at = text.find("\"\"", at)) != std::string::npos; ++at)
    text.erase(at, 1);
  return text;
}

}  // namespace braque::cli
