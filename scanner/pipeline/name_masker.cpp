#include "pipeline/name_masker.hpp"

#include "classify/value.hpp"

namespace braque::pipeline {

std::string NameMasker::operator()(std::string_view name) {
  if (name.empty()) return {};
  OffsetMap offsets;
  TextUnit unit;
  unit.text = name;
  unit.owned_end = name.size();
  unit.offsets = &offsets;
  std::string masked;
  std::size_t done = 0;
  for (const Match& match : matcher_.match(unit)) {
    if (match.start < done) continue;
    masked += name.substr(done, match.start - done);
    masked += mask(context_.rules.rules()[match.rule],
                   RawValue(name.substr(match.start, match.end - match.start)));
    done = match.end;
  }
  masked += name.substr(done);
  return masked;
}

}  // namespace braque::pipeline
