// Context words: which rules do the words around a candidate speak for? They are looked for only
// around candidates, because a few hundred short words over the whole text would cost more than
// everything else together.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "match/prefix_table.hpp"
#include "rule/rule.hpp"

namespace braque::match {

/// A set of rule indices.
class RuleBits {
 public:
  void resize(std::size_t rules) { words_.assign((rules + 63) / 64, 0); }
  void set(std::size_t rule) { words_[rule / 64] |= std::uint64_t{1} << (rule % 64); }
  bool test(std::size_t rule) const { return (words_[rule / 64] >> (rule % 64)) & 1; }
  bool meets(const RuleBits& other) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      if ((words_[i] & other.words_[i]) != 0) return true;
    return false;
  }
  void operator|=(const RuleBits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }

 private:
  std::vector<std::uint64_t> words_;
};

/// One word found: bytes [begin, end) of the text, and its index.
struct WordHit {
  std::uint32_t begin, end;
  std::uint32_t word;
};

/// Text with case, accents and kinds of gap taken away, and where it came from.
struct FoldedText {
  /// From the folded position on, bytes come from `source` on, one by one.
  struct Shift {
    std::uint32_t folded, source;
  };
  std::string bytes;  ///< longer than what was folded
  std::size_t size = 0;
  std::vector<Shift> shifts;
  std::vector<std::uint32_t>
      starts;  ///< where in the folded bytes a word may begin, by the bytes before

  std::string_view view() const noexcept { return {bytes.data(), size}; }
  /// Where the folded byte at `at` came from; for the end, where the folded text ends.
  std::size_t source(std::size_t at) const;
};

/// Scratch memory of a search, one a thread.
struct WordSearch {
  FoldedText folded;
};

/// All context words of a rule set. Immutable.
class Keywords {
 public:
  static Keywords collect(std::span<const Rule> rules);
  /// The words, folded.
  const std::vector<std::string>& words() const noexcept { return words_; }

  /// The rules that word `word` speaks for.
  const RuleBits& rules_of(std::uint32_t word) const { return rules_of_[word]; }
  std::size_t rule_count() const noexcept { return rule_count_; }
  /// The rules for numbers that states give to people: identity, tax and social security.
  const RuleBits& personal_numbers() const noexcept { return personal_numbers_; }
  /// Those of them that a column of other countries' numbers may hold.
  const RuleBits& kin() const noexcept { return kin_; }

  /// Appends the words found in text[from, to), whole words only, in order of `end`: in any case,
  /// with or without accents (UTF-8 or Latin-1), with any gap between their parts.
  void find(std::string_view text, std::size_t from, std::size_t to, WordSearch& search,
            std::vector<WordHit>& words) const;

 private:
  void add(std::map<std::string, std::uint32_t>& known, const std::string& word, std::size_t rule,
           std::size_t rule_count);

  void make_table();

  std::vector<std::string> words_;
  PrefixTable table_;
  bool signs_ = false;  ///< does a word begin with an ASCII sign?
  std::vector<RuleBits> rules_of_;
  RuleBits personal_numbers_;
  RuleBits kin_;
  std::size_t rule_count_ = 0;
};

/// The longest stretch of text that a context word can cover, in bytes.
inline constexpr std::size_t kWordBytesMax = 64;

}  // namespace braque::match
