#include "documents/flat_events.hpp"

#include <algorithm>
#include <array>

#include "documents/office_parts.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kLinksBytesMax = 8 << 20;
constexpr std::size_t kEmbeddedMax = 1 << 16;
constexpr std::size_t kNameBytesMax = 256;

bool holds_data(std::string_view name) {
  return name == "binary-data" || name == "binData" || name == "binaryData";
}

/// draw:frame, which people name, and pkg:part.
bool is_holder(std::string_view name) { return name == "frame" || name == "part"; }

/// OpenDocument; Office 2003, its own and given ones; the two parts of a flat package.
bool holds_properties(std::string_view name) {
  static constexpr auto kLists = std::to_array<std::string_view>(
      {"meta", "DocumentProperties", "CustomDocumentProperties", "coreProperties", "Properties"});
  return std::find(kLists.begin(), kLists.end(), name) != kLists.end();
}

/// A part of a package keeps its path, as it does in a package of its own. Others are counted.
std::string name_of(std::string_view given, std::size_t number) {
  if (given.size() > 1 && given.starts_with('/')) return extract::label(given.substr(1));
  constexpr std::string_view kWord = "wordml://";
  if (given.starts_with(kWord)) given.remove_prefix(kWord.size());
  std::string name = "embedded " + std::to_string(number);
  return given.empty() ? name : name + " (" + extract::label(given) + ")";
}

}  // namespace

void FlatEvents::start(std::string_view name, const Attributes& attributes) {
  if (data_depth_ > 0 || holds_data(name)) {
    if (data_depth_++ == 0) begin_data(attributes);
    return;
  }
  if (depth_ > 0) properties_.start(name, attributes);
  if (depth_ > 0 || holds_properties(name)) ++depth_;
  if (is_holder(name)) holder_ = attributes.get("name").substr(0, kNameBytesMax);
  if (attributes.get("TargetMode") == "External") line(attributes.get("Target"));
  if (name == "hlink") line(attributes.get("dest"));
  for (const std::string_view key : {"HRef", "author"}) line(attributes.get(key));
  text_.start(name, attributes);
}

void FlatEvents::end(std::string_view name) {
  if (data_depth_ > 0) {
    if (--data_depth_ == 0 && !too_many_) embedded_.back().end = reader_->event_begin();
    return;
  }
  if (depth_ > 0 && --depth_ > 0) properties_.end(name);
  if (is_holder(name)) holder_.clear();
  text_.end(name);
}

void FlatEvents::text(std::string_view text) {
  if (data_depth_ > 0) return;
  if (depth_ > 0) properties_.text(text);
  text_.text(text);
}

void FlatEvents::line(std::string_view text) {
  if (text.empty() || text.starts_with('#')) return;
  too_long_ = too_long_ || links_.size() + text.size() > kLinksBytesMax;
  if (!too_long_) (links_ += text) += '\n';
}

void FlatEvents::begin_data(const Attributes& attributes) {
  too_many_ = too_many_ || embedded_.size() == kEmbeddedMax;
  if (too_many_) return;
  std::string_view given = attributes.get("name").substr(0, kNameBytesMax);
  if (given.empty()) given = holder_;
  EmbeddedData data;
  data.name = name_of(given, embedded_.size() + 1);
  if (segments_ != nullptr && segments_->in_segment())
    data.name = below(segments_->segment(), data.name);
  data.begin = data.end = reader_->event_end();
  embedded_.push_back(std::move(data));
}

std::vector<EmbeddedData>& FlatEvents::embedded(std::uint64_t size) {
  if (data_depth_ > 0 && !too_many_) {
    EmbeddedData& last = embedded_.back();
    last.end = std::max(size, last.begin);
    last.cut = true;
    data_depth_ = 0;
  }
  return embedded_;
}

}  // namespace braque::documents
