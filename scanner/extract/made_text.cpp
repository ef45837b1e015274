#include "extract/made_text.hpp"

#include <algorithm>
#include <cstring>

namespace braque::extract {

std::size_t MadeText::unpack(std::span<char> into) {
  while (given_ == text_.size() && !ended_) {
    text_.clear();
    given_ = 0;
    ended_ = !maker_.make(text_);
  }
  const std::size_t count = std::min(into.size(), text_.size() - given_);
  std::memcpy(into.data(), text_.data() + given_, count);
  given_ += count;
  return count;
}

void TableText::cell(std::size_t column, std::string_view text) {
  for (; column_ < column; ++column_) text_ += '\t';
  const std::size_t begin = text_.size();
  text_ += text;
  for (std::size_t i = begin; i < text_.size(); ++i) {
    if (text_[i] == '\t' || text_[i] == '\n' || text_[i] == '\r') text_[i] = ' ';
  }
}

void TableText::end_row() {
  text_ += '\n';
  column_ = 0;
}

}  // namespace braque::extract
