#include "extract/rewritten_text.hpp"

#include <algorithm>

#include "extract/decoder_base.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kUnsettled = static_cast<std::size_t>(-1);

}  // namespace

void RewrittenText::begin(const TextWindow& window) {
  window_ = &window;
  text_ = window.text;
  size_ = 0;
  // When the window is the part's own bytes, its positions are shifted right away.
  base_ = window.offsets->identity() ? window.offsets->base() : 0;
  inner_.reset(base_);
  next_ = kNowhere;
  edge_ = window.owned_begin;
  owned_begin_ = owned_end_ = kUnsettled;
}

void RewrittenText::grow(std::size_t bytes) {
  buffer_.resize(std::max(buffer_.size() * 2, size_ + bytes + text_.size() + kSlack));
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

void RewrittenText::put_character(std::size_t from, std::uint32_t character) {
  pass(from);
  inner_.add(static_cast<std::uint32_t>(size_), base_ + from, 0);
  if (size_ + kSlack > buffer_.size()) grow(kSlack);
  size_ += Utf8Output::encode(character, buffer_.data() + size_);
  next_ = kNowhere;
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
