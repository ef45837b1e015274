// The first line of a message in a conversation that was exported as text.
#pragma once

#include <cstddef>
#include <string_view>

namespace braque::extract {

/// Where things stand in a line. The author's place is empty for what the program itself says
/// ("Marie joined").
struct ChatLine {
  bool found = false;
  std::size_t date_begin = 0, date_end = 0;
  std::size_t author_begin = 0, author_end = 0;
  std::size_t text_begin = 0;
};

/// Takes a line apart, without its line feed.
ChatLine parse_chat_line(std::string_view line);

}  // namespace braque::extract
