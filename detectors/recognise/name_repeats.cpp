#include "recognise/name_repeats.hpp"

#include <cstring>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/weights.hpp"

namespace braque::names {
namespace {

using namespace weights::person_name;

constexpr std::size_t kShortest = 7;  ///< "Al Dean"
/// Names in a row that are looked at: a list has more, and repeats nobody.
constexpr std::size_t kNamesMax = 24;

bool has_several_words(std::string_view name) {
  return name.size() >= kShortest && name.find(' ') != std::string_view::npos;
}

/// Does no letter or digit go on at either end?
bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  const auto goes_on = [](char c) {
    return ascii::is_word(c) || static_cast<unsigned char>(c) >= 0x80;
  };
  return (begin == 0 || !goes_on(text[begin - 1])) && (end >= text.size() || !goes_on(text[end]));
}

/// The next place of the name at or behind `from`; npos: none before `to`.
std::size_t next_of(std::string_view text, std::string_view name, std::size_t from,
                    std::size_t to) {
  while (from + name.size() <= to) {
    const void* place = ::memmem(text.data() + from, to - from, name.data(), name.size());
    if (place == nullptr) break;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(place) - text.data());
    if (stands_alone(text, at, at + name.size())) return at;
    from = at + 1;
  }
  return std::string_view::npos;
}

/// Takes up a place of the name; a part of it that was found there gives way.
void add(std::size_t begin, std::size_t size, float logit, const std::vector<Recognised>& found,
         std::vector<Recognised>& more) {
  const std::size_t end = begin + size;
  const auto overlaps = std::partition_point(
      found.begin(), found.end(), [begin](const Recognised& one) { return one.end <= begin; });
  for (auto one = overlaps; one != found.end() && one->begin < end; ++one)
    if (one->begin < begin || one->end > end ||
        (one->end - one->begin == size && one->logit >= logit))
      return;
  more.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), logit});
}

bool is_within(const Recognised& part, const Recognised& whole) {
  return part.begin >= whole.begin && part.end <= whole.end;
}

}  // namespace

void add_repeats(std::string_view text, std::vector<Recognised>& found) {
  std::vector<Recognised> more;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Recognised& one = found[i];
    const std::string_view name = text.substr(one.begin, one.end - one.begin);
    if (one.logit < kRepeatedLeast || !has_several_words(name)) continue;
    const bool in_list = i >= kNamesMax && found[i - kNamesMax].begin + kRepeatReach > one.begin;
    if (in_list) continue;
    const std::size_t from = one.begin - std::min<std::size_t>(one.begin, kRepeatReach);
    const std::size_t to = std::min(text.size(), one.end + kRepeatReach);
    const float logit = std::min(one.logit, kRepeated);
    for (std::size_t at = next_of(text, name, from, to); at != std::string_view::npos;
         at = next_of(text, name, at + name.size(), to))
      if (at != one.begin) add(at, name.size(), logit, found, more);
  }
  if (more.empty()) return;
  const auto stands_before = [](const Recognised& a, const Recognised& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.logit > b.logit;
  };
  std::sort(more.begin(), more.end(), stands_before);
  more.erase(std::unique(more.begin(), more.end(),
                         [](const Recognised& a, const Recognised& b) { return b.begin < a.end; }),
             more.end());
  std::erase_if(found, [&](const Recognised& part) {
    const auto whole = std::partition_point(
        more.begin(), more.end(), [&](const Recognised& one) { return one.end < part.end; });
    return whole != more.end() && is_within(part, *whole);
  });
  found.insert(found.end(), more.begin(), more.end());
  std::sort(found.begin(), found.end(), stands_before);
}

}  // namespace braque::names
