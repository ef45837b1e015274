// Says of most places that a literal points at that no match of a regular expression begins there,
// by trying the expression's tree. RE2 is then not asked, and most expressions are never compiled:
// programs of ten thousand steps cost milliseconds, and each state that RE2 makes of them
// microseconds.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "match/pattern_tree.hpp"

namespace braque::match {

/// Immutable, so that threads share it.
class PatternRefusal {
 public:
  /// Refuses nothing when the syntax of the tree was not known.
  explicit PatternRefusal(PatternTree tree);

  struct Place {
    std::size_t position;
    bool tried;  ///< the tree matches there; otherwise trying took too long, and nothing is known
                 ///< of what follows
  };
  /// No match that ends in `text` begins in [from, begin_before) before the place that is returned;
  /// nothing when none begins there at all. Takes bounded time.
  std::optional<Place> first_possible(std::string_view text, std::size_t from,
                                      std::size_t begin_before) const;

 private:
  /// What has to follow. Lives on the stack.
  struct Then {
    std::uint32_t node;
    std::uint32_t count;  ///< of a repetition: how often its child has matched; kFollow: the node
                          ///< itself follows
    std::size_t began;    ///< where the child's last match began: one that is empty is not repeated
    const Then* up;
  };
  static constexpr std::uint32_t kFollow = 0xffffffff;
  struct Trial;

  /// Of a node: the bytes that it may begin with, and those behind them.
  struct Beginning {
    std::bitset<256> bytes, second;
    std::uint32_t shortest = 0;  ///< length of a match, at most 2; with 2, `second` is known
    bool is_byte = false;        ///< never longer than one
  };
  /// The alternatives that a byte leaves, in their order: those of byte b are children[first[b]] to
  /// children[first[b + 1]].
  struct Choice {
    std::array<std::uint32_t, 257> first{};
    std::vector<std::uint32_t> children;
  };

  void find_beginnings();
  Beginning beginning_of(const PatternNode& node) const;
  void add_beginning(const Beginning& next, Beginning& sum) const;
  Choice choice_of(const PatternNode& node) const;

  PatternTree tree_;
  std::vector<Beginning> beginnings_;  ///< by node
  std::vector<std::uint32_t> choice_;  ///< by node: where in choices_ its own is, or kNoChoice
  std::vector<Choice> choices_;
  static constexpr std::uint32_t kNoChoice = 0xffffffff;
};

}  // namespace braque::match
