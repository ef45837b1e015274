#include "source/glob.hpp"

#include <string>

namespace braque::source {
namespace {

constexpr std::size_t kPatternBytesMax = 4096;

std::string_view last_component(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

Error bad_pattern(std::string_view pattern, std::string_view why) {
  return unexpected(ErrorKind::invalid,
                    "glob pattern '" + std::string(pattern) + "': " + std::string(why));
}

}  // namespace

Result<Glob> Glob::compile(std::string_view pattern) {
  if (pattern.size() > kPatternBytesMax) return bad_pattern(pattern.substr(0, 40), "is too long");
  std::string_view text = pattern;
  Glob glob;
  if (text.size() > 1 && text.back() == '/') {
    glob.directories_only_ = true;
    text.remove_suffix(1);
  }
  glob.whole_path_ = text.find('/') != std::string_view::npos;
  if (!text.empty() && text.front() == '/') text.remove_prefix(1);
  if (text.empty()) return bad_pattern(pattern, "is empty");
  glob.ends_in_subtree_ = text.ends_with("/**");

  for (std::size_t at = 0; at < text.size();) {
    std::string_view rest = text.substr(at);
    bool folder_start = at == 0 || text[at - 1] == '/';
    if (rest.starts_with("**/") && folder_start) {
      glob.tokens_.push_back({Kind::any_folders, 0, 0});
      at += 3;
    } else if (rest.starts_with("**")) {
      glob.tokens_.push_back({Kind::any_run, 0, 0});
      at += 2;
    } else if (rest[0] == '*') {
      glob.tokens_.push_back({Kind::star, 0, 0});
      ++at;
    } else if (rest[0] == '?') {
      std::bitset<256> any;
      any.set().reset('/');
      glob.tokens_.push_back({Kind::set, 0, static_cast<std::uint16_t>(glob.sets_.size())});
      glob.sets_.push_back(any);
      ++at;
    } else if (rest[0] == '[') {
      if (Result<void> read = glob.read_set(text, at); !read)
        return bad_pattern(pattern, read.error().message);
    } else {
      if (rest[0] == '\\' && rest.size() > 1) ++at;
      glob.tokens_.push_back({Kind::byte, static_cast<unsigned char>(text[at]), 0});
      ++at;
    }
  }
  return glob;
}

Result<void> Glob::read_set(std::string_view pattern, std::size_t& at) {
  std::size_t i = at + 1;
  bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  std::bitset<256> set;
  // A ']' directly after the opening is a member, as in the shell.
  for (bool first = true;; first = false) {
    if (i >= pattern.size()) return unexpected(ErrorKind::invalid, "'[' without ']'");
    if (pattern[i] == ']' && !first) break;
    auto low = static_cast<unsigned char>(pattern[i]);
    auto high = low;
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
      high = static_cast<unsigned char>(pattern[i + 2]);
      i += 2;
    }
    for (unsigned byte = low; byte <= high; ++byte) set.set(byte);
    ++i;
  }
  if (negated) set.flip();
  set.reset('/');
  tokens_.push_back({Kind::set, 0, static_cast<std::uint16_t>(sets_.size())});
  sets_.push_back(set);
  at = i + 1;
  return {};
}

void Glob::close_over_empty(std::vector<char>& states, bool at_folder_start) const {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (states[i] == 0) continue;
    Kind kind = tokens_[i].kind;
    if (kind == Kind::star || kind == Kind::any_run ||
        (kind == Kind::any_folders && at_folder_start))
      states[i + 1] = 1;
  }
}

// Thompson's simulation: the set of places in the pattern reached after each byte.
std::vector<char> Glob::states_after(std::string_view text) const {
  std::vector<char> states(tokens_.size() + 1), next(tokens_.size() + 1);
  states[0] = 1;
  close_over_empty(states, true);
  for (char character : text) {
    auto byte = static_cast<unsigned char>(character);
    next.assign(next.size(), 0);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (states[i] == 0) continue;
      const Token& token = tokens_[i];
      switch (token.kind) {
        case Kind::byte:
          if (token.byte == byte) next[i + 1] = 1;
          break;
        case Kind::set:
          if (sets_[token.set].test(byte)) next[i + 1] = 1;
          break;
        case Kind::star:
          if (byte != '/') next[i] = 1;
          break;
        case Kind::any_run:
        case Kind::any_folders:
          next[i] = 1;
          break;
      }
    }
    close_over_empty(next, byte == '/');
    states.swap(next);
  }
  return states;
}

bool Glob::matches(std::string_view relative, bool is_directory) const {
  if (directories_only_ && !is_directory) return false;
  return states_after(whole_path_ ? relative : last_component(relative)).back() != 0;
}

bool Glob::covers_directory(std::string_view relative) const {
  if (matches(relative, true)) return true;
  if (!ends_in_subtree_) return false;
  return states_after(std::string(relative) + '/').back() != 0;
}

}  // namespace braque::source
