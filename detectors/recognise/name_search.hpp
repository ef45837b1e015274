// Finds the places where a person's name is plausible, and cuts their surroundings into tokens.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "recognise/name_features.hpp"

namespace braque::names {

class NameSearch {
 public:
  /// Words that begin in [begin, end) are looked at.
  NameSearch(std::string_view text, std::size_t begin, std::size_t end)
      : text_(text), position_(begin), judged_(begin), end_(end) {}

  /// The next window, and in it the tokens [first, last) to be judged; false when there is no more.
  bool next(Window& window, int& first, int& last) noexcept;

 private:
  /// A capitalised word to look at: with its hash, so that what the filter says of many can be
  /// fetched at once.
  struct Word {
    std::uint64_t hash;
    std::uint32_t begin, end;
  };
  static constexpr std::size_t kBlocks = 4;

  std::size_t next_trigger() noexcept;
  void collect() noexcept;
  void add_word(std::size_t begin) noexcept;
  bool worth_a_look(const Word& word) const noexcept;
  bool triggers(std::size_t begin) const noexcept;

  std::string_view text_;
  std::size_t position_;  ///< where the search goes on
  std::size_t judged_;    ///< tokens before this were judged
  std::size_t end_;
  std::size_t collected_to_ = 0;  ///< words that begin before this were collected
  std::size_t next_word_ = 0, words_count_ = 0;
  std::array<Word, kBlocks * 64> words_;
  KnownWords known_;
};

}  // namespace braque::names
