#include "cli/item_list.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/ascii.hpp"
#include "cli/line_reader.hpp"

namespace braque::cli {
namespace {

constexpr std::size_t kPathMax = 32 << 10;

std::string folded(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c == '\\' ? '/' : ascii::lower(c); });
  return out;
}

/// What stands behind the first `count` components; "" when there are not so many.
std::string_view behind(std::string_view path, int count) {
  for (; count > 0; --count) {
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
  return path;
}

/// The path within a share or drive of a line in Windows' or a URI's form; "" for other lines.
std::string within_share(std::string_view line) {
  const std::string path = folded(line);
  if (path.size() > 3 && ascii::is_letter(path[0]) && path[1] == ':' && path[2] == '/')
    return path.substr(3);
  if (path.starts_with("//")) return std::string(behind(std::string_view(path).substr(2), 2));
  const auto scheme = path.find("://");
  if (scheme != std::string::npos)
    return std::string(behind(std::string_view(path).substr(scheme + 3), 2));
  return {};
}

}  // namespace

Result<ItemList> ItemList::read(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0)
    return unexpected(ErrorKind::invalid,
                      "--items " + path + ": it cannot be opened: " + std::strerror(errno));
  ItemList list;
  LineReader lines(descriptor, kPathMax);
  Result<void> done;
  while (done) {
    auto line = lines.next();
    if (!line)
      done = line.error();
    else if (!line->has_value())
      break;
    else
      list.add(**line);
  }
  ::close(descriptor);
  if (!done)
    return unexpected(ErrorKind::invalid, "--items " + path + ":" + std::to_string(lines.line()) +
                                              ": " + done.error().message);
  if (list.size() == 0)
    return unexpected(ErrorKind::invalid, "--items " + path + ": it names no file");
  return list;
}

void ItemList::add(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) return;
  const std::size_t number = lines_.size();
  lines_.emplace_back(line);
  found_.push_back(false);
  exact_.emplace(line, number);
  if (std::string within = within_share(line); !within.empty())
    folded_.emplace(std::move(within), number);
}

bool ItemList::names(const std::string& path, const std::string& relative) {
  for (const std::string* one : {&path, &relative}) {
    if (auto known = exact_.find(*one); known != exact_.end()) {
      found_[known->second] = true;
      return true;
    }
  }
  if (folded_.empty()) return false;
  auto known = folded_.find(folded(relative));
  if (known == folded_.end()) return false;
  found_[known->second] = true;
  return true;
}

std::vector<std::string> ItemList::missing() const {
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < lines_.size(); ++i)
    if (!found_[i]) missing.push_back(lines_[i]);
  return missing;
}

}  // namespace braque::cli
