#include "extract/rewritten_text.hpp"

#include <algorithm>
#include <cstring>

#include "extract/decoder_base.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kUnsettled = static_cast<std::size_t>(-1);
/// No copy continues here: the next one makes a breakpoint.
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

}  // namespace

void RewrittenText::begin(const TextWindow& window) {
  window_ = &window;
  size_ = 0;
  // When the window is the part's own bytes, its positions are shifted right away.
  base_ = window.offsets->identity() ? window.offsets->base() : 0;
  inner_.reset(base_);
  next_ = kNowhere;
  edge_ = window.owned_begin;
  owned_begin_ = owned_end_ = kUnsettled;
}

void RewrittenText::append(std::string_view text) {
  if (size_ + text.size() > buffer_.size()) {
    buffer_.resize(std::max(buffer_.size() * 2, size_ + text.size() + window_->text.size()));
  }
  std::memcpy(buffer_.data() + size_, text.data(), text.size());
  size_ += text.size();
}

/// The window's bytes [from, to) come next in the copy, one to one; to == from for what only stands
/// there in their place.
void RewrittenText::settle(std::size_t from, std::size_t to) {
  const auto meet = [&](std::size_t& position, std::size_t wanted) {
    if (position != kUnsettled || (wanted > from && wanted >= to)) return;
    position = size_ + (wanted > from ? wanted - from : 0);
  };
  meet(owned_begin_, window_->owned_begin);
  meet(owned_end_, window_->owned_end);
  edge_ = owned_begin_ == kUnsettled ? window_->owned_begin : window_->owned_end;
  if (owned_end_ != kUnsettled) edge_ = kNowhere;
}

void RewrittenText::pass(std::size_t from) {
  if (from >= edge_) settle(from, from);
}

void RewrittenText::copy(std::size_t from, std::size_t to) {
  if (from >= to) return;
  if (to > edge_) settle(from, to);
  if (next_ != from) inner_.add(static_cast<std::uint32_t>(size_), base_ + from, 1);
  append(window_->text.substr(from, to - from));
  next_ = to;
}

void RewrittenText::put(std::size_t from, std::string_view text) {
  if (text.empty()) return;
  pass(from);
  inner_.add(static_cast<std::uint32_t>(size_), base_ + from, 0);
  append(text);
  next_ = kNowhere;
}

void RewrittenText::put_character(std::size_t from, std::uint32_t character) {
  char bytes[4];
  const std::size_t length = Utf8Output::encode(character, bytes);
  put(from, std::string_view(bytes, length));
}

TextWindow RewrittenText::finish(std::size_t end) {
  pass(end);
  if (owned_begin_ == kUnsettled) owned_begin_ = size_;
  if (owned_end_ == kUnsettled) owned_end_ = size_;
  inner_.add(static_cast<std::uint32_t>(size_), base_ + end, 1);
  TextWindow result = *window_;
  result.text = text();
  result.owned_begin = owned_begin_;
  result.owned_end = owned_end_;
  result.offsets = &inner_;
  if (!window_->offsets->identity()) {
    compose(inner_, *window_, size_, composed_);
    result.offsets = &composed_;
  }
  return result;
}

}  // namespace braque::extract
