#include "extract/rewritten_text.hpp"

#include "extract/decoder_base.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kUnsettled = static_cast<std::size_t>(-1);
/// No copy continues here: the next one makes a breakpoint.
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

}  // namespace

void RewrittenText::begin(const TextWindow& window) {
  window_ = &window;
  text_.clear();
  inner_.reset(0);
  next_ = kNowhere;
  owned_begin_ = owned_end_ = kUnsettled;
}

void RewrittenText::pass(std::size_t from) {
  if (owned_begin_ == kUnsettled && from >= window_->owned_begin) owned_begin_ = text_.size();
  if (owned_end_ == kUnsettled && from >= window_->owned_end) owned_end_ = text_.size();
}

void RewrittenText::copy(std::size_t from, std::size_t to) {
  if (from >= to) return;
  pass(from);
  const auto settle = [&](std::size_t& position, std::size_t wanted) {
    if (position == kUnsettled && wanted < to) position = text_.size() + (wanted - from);
  };
  settle(owned_begin_, window_->owned_begin);
  settle(owned_end_, window_->owned_end);
  if (next_ != from) inner_.add(static_cast<std::uint32_t>(text_.size()), from, 1);
  text_.append(window_->text.substr(from, to - from));
  next_ = to;
}

void RewrittenText::put(std::size_t from, std::string_view text) {
  if (text.empty()) return;
  pass(from);
  inner_.add(static_cast<std::uint32_t>(text_.size()), from, 0);
  text_.append(text);
  next_ = kNowhere;
}

void RewrittenText::put_character(std::size_t from, std::uint32_t character) {
  char bytes[4];
  const std::size_t length = Utf8Output::encode(character, bytes);
  put(from, std::string_view(bytes, length));
}

TextWindow RewrittenText::finish(std::size_t end) {
  pass(end);
  if (owned_begin_ == kUnsettled) owned_begin_ = text_.size();
  if (owned_end_ == kUnsettled) owned_end_ = text_.size();
  inner_.add(static_cast<std::uint32_t>(text_.size()), end, 1);
  TextWindow result = *window_;
  result.text = text_;
  result.owned_begin = owned_begin_;
  result.owned_end = owned_end_;
  if (window_->offsets->identity()) {
    composed_.reset(window_->offsets->base());
    // Shifting the breakpoints is all there is to do.
    for (const OffsetMap::Point& point : inner_.points()) {
      composed_.add(point.text, window_->offsets->base() + point.source, point.scale, point.step);
    }
  } else {
    compose(inner_, *window_, text_.size(), composed_);
  }
  result.offsets = &composed_;
  return result;
}

}  // namespace braque::extract
