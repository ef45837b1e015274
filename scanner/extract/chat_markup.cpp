#include "extract/chat_markup.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace braque::extract {
namespace {

// Of signal-export, Telegram Desktop, and what programs that save conversations of Teams and Slack
// write.
constexpr std::array<std::pair<std::string_view, ChatRole>, 31> kRoles = {{
    {"msg", ChatRole::message},
    {"message", ChatRole::message},
    {"chat-message", ChatRole::message},
    {"message-container", ChatRole::message},
    {"sender", ChatRole::author},
    {"author", ChatRole::author},
    {"from_name", ChatRole::author},
    {"from-name", ChatRole::author},
    {"username", ChatRole::author},
    {"user-name", ChatRole::author},
    {"display-name", ChatRole::author},
    {"message-author", ChatRole::author},
    {"message-sender", ChatRole::author},
    {"message__author", ChatRole::author},
    {"date", ChatRole::date},
    {"time", ChatRole::date},
    {"timestamp", ChatRole::date},
    {"datetime", ChatRole::date},
    {"message-time", ChatRole::date},
    {"message-date", ChatRole::date},
    {"message-timestamp", ChatRole::date},
    {"message__date", ChatRole::date},
    {"body", ChatRole::text},
    {"text", ChatRole::text},
    {"content", ChatRole::text},
    {"quote", ChatRole::text},
    {"message-text", ChatRole::text},
    {"message-body", ChatRole::text},
    {"message-content", ChatRole::text},
    {"message__text", ChatRole::text},
    {"message__body", ChatRole::text},
}};

constexpr std::string_view kBlanks = " \t\r\n";

/// The value behind "class", with or without quotes; moves past it.
std::string_view next_class(std::string_view head, std::size_t& at) {
  constexpr std::string_view kAttribute = "class=";
  constexpr std::size_t kValueBytesMax = 200;
  at = head.find(kAttribute, at);
  if (at == std::string_view::npos) return {};
  at += kAttribute.size();
  std::string_view rest = head.substr(at, kValueBytesMax);
  const char quote = rest.empty() ? '\0' : rest[0];
  const bool quoted = quote == '"' || quote == '\'';
  if (quoted) rest.remove_prefix(1);
  return rest.substr(0, quoted ? rest.find(quote) : rest.find_first_of(" \t\r\n>"));
}

}  // namespace

ChatRole chat_role_of_class(std::string_view value) {
  while (!value.empty()) {
    const std::size_t begin = value.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) break;
    value.remove_prefix(begin);
    const std::string_view word = value.substr(0, value.find_first_of(kBlanks));
    value.remove_prefix(word.size());
    const auto* role = std::find_if(kRoles.begin(), kRoles.end(),
                                    [&](const auto& known) { return known.first == word; });
    if (role != kRoles.end()) return role->second;
  }
  return ChatRole::none;
}

bool is_chat_markup(std::string_view head) {
  constexpr std::size_t kClassesMax = 2000;
  std::array<std::size_t, 5> met{};
  std::size_t at = 0;
  for (std::size_t i = 0; i < kClassesMax; ++i) {
    const std::string_view value = next_class(head, at);
    if (at == std::string_view::npos) break;
    ++met[static_cast<std::size_t>(chat_role_of_class(value))];
  }
  const auto count = [&](ChatRole role) { return met[static_cast<std::size_t>(role)]; };
  return count(ChatRole::message) >= 2 && count(ChatRole::author) >= 1 &&
         count(ChatRole::date) >= 1 && count(ChatRole::text) >= 1;
}

}  // namespace braque::extract
