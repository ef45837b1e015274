// Conversations that were exported as HTML (Signal's, Telegram's, those of Teams): what the classes
// of elements say about the text in them.
#pragma once

#include <cstdint>
#include <string_view>

namespace braque::extract {

enum class ChatRole : std::uint8_t { none, message, author, date, text };

/// By the value of an attribute "class". A `message` begins with its element; what the others say
/// holds for the text up to the next one that says something.
ChatRole chat_role_of_class(std::string_view value);

/// Whether a page is a conversation: several messages, with authors.
bool is_chat_markup(std::string_view head);

}  // namespace braque::extract
