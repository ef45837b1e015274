// What the person name model looks at: for one token, the rows of its first layer that are active.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "recognise/name_label.hpp"
#include "recognise/name_tokens.hpp"

namespace braque::names {

/// Tokens in a row, as many as one look needs.
struct Window {
  static constexpr int kMost = 96;
  std::array<Token, kMost> tokens;
  int count = 0;
};

/// The rows that are active for one token.
struct Features {
  std::array<std::uint16_t, 96> rows;
  int count = 0;
  void add(int row) noexcept {
    rows[static_cast<std::size_t>(count++)] = static_cast<std::uint16_t>(row);
  }
};

/// Tokens that belong together: capitalised words and what may stand between them.
struct Run {
  int begin = 0;
  int end = 0;
  Label label = Label::none;
};

/// The run around tokens[at], with the label before it.
Run run_around(std::string_view text, const Window& window, int at) noexcept;

int feature_rows() noexcept;
/// Looks at no more than 200 bytes on either side of the token.
void features_of(std::string_view text, const Window& window, int at, const Run& run,
                 Features& features) noexcept;
/// The costlier ones, to be added to those: the same word elsewhere nearby. Looks 440 bytes far.
void add_distant_features(std::string_view text, const Window& window, int at, const Run& run,
                          Features& features) noexcept;

}  // namespace braque::names
