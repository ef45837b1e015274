// Words that say of the next one that it is a name, and what follows names of persons: read from
// the text, where the classes of words say too little.
#pragma once

#include <cstddef>
#include <string_view>

namespace braque::names {

/// "my name is ", "they call him ", "je m'appelle ", "says " before text[begin]? Looks 20 bytes
/// back.
bool introduced_before(std::string_view text, std::size_t begin) noexcept;

/// False where introduced_before() is not worth its time: by the two letters before the blank.
bool may_be_introduced(std::string_view text, std::size_t begin) noexcept;

/// Does "he", "her", "his" and the like follow within the sentence, or an apostrophe and s? Looks
/// 90 bytes on.
bool pronoun_behind(std::string_view text, std::size_t end) noexcept;
bool possessive_behind(std::string_view text, std::size_t end) noexcept;

/// Does a request follow: "Jeanne, can you", "Henri tu peux"? Of few frequent languages.
bool addressed_behind(std::string_view text, std::size_t end) noexcept;

}  // namespace braque::names
