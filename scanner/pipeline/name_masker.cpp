#include "pipeline/name_masker.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "classify/value.hpp"

namespace braque::pipeline {
namespace {

/// "x@y.fr.tar.gz" has two.
constexpr int kExtensionsMax = 3;
constexpr std::size_t kExtensionBytesMax = 8;
constexpr std::string_view kEnds = "/\\ >|";

/// Puts a bar for the full stop before the last extension of each word; false when none is left.
bool drop_extensions(std::string& name) {
  bool dropped = false;
  for (std::size_t end = name.size(); end > 0;) {
    const std::size_t before = name.find_last_of(kEnds, end - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::string_view word = std::string_view(name).substr(begin, end - begin);
    const std::size_t dot = word.rfind('.');
    if (dot != std::string_view::npos) {
      const std::string_view extension = word.substr(dot + 1);
      if (!extension.empty() && extension.size() <= kExtensionBytesMax &&
          std::all_of(extension.begin(), extension.end(), ascii::is_alnum)) {
        name[begin + dot] = '|';
        dropped = true;
      }
    }
    end = before == std::string::npos ? 0 : before;
  }
  return dropped;
}

/// An underscore is part of a word; a blank is none, but it may stand inside a number.
std::string without_underscores(std::string name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '_') continue;
    const bool in_number = i > 0 && i + 1 < name.size() && ascii::is_digit(name[i - 1]) &&
                           ascii::is_digit(name[i + 1]);
    name[i] = in_number ? '|' : ' ';
  }
  return name;
}

}  // namespace

void NameMasker::find(std::string_view name) {
  OffsetMap offsets;
  TextUnit unit;
  unit.text = name;
  unit.owned_end = name.size();
  unit.offsets = &offsets;
  for (const Match& match : matcher_.match(unit))
    // What a column or a sheet is about says nothing of anybody; names in it are matches of their
    // own.
    if (match.special.level == SpecialLevel::none)
      places_.push_back({match.start, match.end, match.rule});
  candidates_ |= matcher_.candidates();
}

std::string NameMasker::operator()(std::string_view name) {
  if (name.empty()) return {};
  places_.clear();
  find(name);
  // "jean@labo.fr.txt" and "FR7630006..._2.pdf": what is glued to a value in a name hides it.
  std::string bare(name);
  for (int i = 0; i <= kExtensionsMax; ++i) {
    const std::string split = without_underscores(bare);
    if (split != bare) find(split);
    if (i == kExtensionsMax || !drop_extensions(bare)) break;
    find(bare);
  }
  std::sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
    return a.start != b.start ? a.start < b.start : a.end > b.end;
  });
  std::string masked;
  std::size_t done = 0;
  for (const Place& place : places_) {
    if (place.end <= done) continue;
    if (place.start < done) {
      masked.append(place.end - done, '*');
    } else {
      masked += name.substr(done, place.start - done);
      masked += mask(context_.rules.rules()[place.rule],
                     RawValue(name.substr(place.start, place.end - place.start)));
    }
    done = place.end;
  }
  masked += name.substr(done);
  return masked;
}

}  // namespace braque::pipeline
