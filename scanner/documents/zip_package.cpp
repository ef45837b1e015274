#include "documents/zip_package.hpp"

#include <algorithm>

#include "extract/member_name.hpp"

namespace braque::documents {
using extract::Problem;

std::string part_name(const RandomAccess& file, const extract::ZipEntry& entry) {
  std::string name(entry.name_bytes, '\0');
  std::optional<ReadFailure> failure;
  name.resize(file.read_at(entry.name_offset, name, failure));
  std::replace(name.begin(), name.end(), '\\', '/');
  if (name.starts_with('/')) name.erase(0, 1);
  return name;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& byte : lower) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + 32);
  }
  return lower;
}

ZipPackage::ZipPackage(extract::ContainerTask& task, const extract::ZipDirectory& directory)
    : task_(task) {
  parts_.reserve(directory.entries.size());
  for (const extract::ZipEntry& entry : directory.entries) {
    Part part{extract::label(part_name(task_.input, entry)), entry, extract::is_encrypted(entry),
              false};
    if (part.name.ends_with('/')) continue;
    indices_.emplace(lower_case(part.name), parts_.size());
    parts_.push_back(std::move(part));
  }
}

Part* ZipPackage::find(std::string_view name) {
  const auto found = indices_.find(lower_case(name));
  return found == indices_.end() ? nullptr : &parts_[found->second];
}

std::unique_ptr<PartStream> ZipPackage::open(Part& part) {
  part.read = true;
  Problem problem;
  if (part.encrypted) problem = {Reason::encrypted, "a part is encrypted"};
  const auto begin =
      problem ? std::nullopt : extract::zip_body_offset(task_.input, part.entry, problem);
  if (begin) {
    auto stream = std::make_unique<PartStream>(task_, part.entry, *begin);
    if (!stream->unsupported()) return stream;
    problem = {Reason::unsupported_format, "packed in a way that is not known here"};
  }
  task_.tally.add(problem);
  return nullptr;
}

std::string ZipPackage::head(Part& part, std::size_t bytes_max) {
  const bool read = part.read;
  std::string text(bytes_max, '\0');
  std::size_t filled = 0;
  if (const auto stream = open(part)) {
    while (filled < text.size()) {
      const std::size_t count = stream->read(std::span(text).subspan(filled));
      if (count == 0) break;
      filled += count;
    }
  }
  text.resize(filled);
  part.read = read;
  return text;
}

bool ZipPackage::hand_over(Part& part, std::string label) {
  part.read = true;
  if (!extract::may_go_on(task_)) return false;
  const auto skip = [&](Reason reason, const std::string& note) {
    return extract::pass_over(task_, std::move(label), part.entry.unpacked, Status::skipped, reason,
                              note);
  };
  if (part.encrypted) return skip(Reason::encrypted, "");
  Problem problem;
  const auto begin = extract::zip_body_offset(task_.input, part.entry, problem);
  if (!begin) return skip(problem.reason, problem.note);
  PartStream stream(task_, part.entry, *begin);
  if (stream.unsupported())
    return skip(Reason::unsupported_format, "packed in a way that is not known here");
  return extract::hand_over(task_, std::move(label), part.entry.unpacked, stream.metered());
}

bool ZipPackage::hand_over_rest() {
  for (Part& part : parts_) {
    if (!part.read && !hand_over(part, part.name)) return false;
  }
  return true;
}

}  // namespace braque::documents
