#include "match/pattern_refusal.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace braque::match {

using Kind = PatternNode::Kind;

/// One call: backtracking over the tree, with its steps counted and its depth bounded.
struct PatternRefusal::Trial {
  static constexpr int kStepsMax = 4000, kDepthMax = 160;

  const PatternRefusal& refusal;
  const std::vector<PatternNode>& nodes;
  std::string_view text;
  int steps = 0, depth = 0;
  bool gave_up = false;

  bool holds(const PatternNode& set, std::size_t at) const {
    return at < text.size() && set.bytes[static_cast<unsigned char>(text[at])];
  }

  /// True too when there is no end of trying.
  bool matches(std::uint32_t index, std::size_t at, const Then* then) {
    if (gave_up || ++steps > kStepsMax || depth >= kDepthMax) return gave_up = true;
    ++depth;
    const bool matched = tried(nodes[index], index, at, then);
    --depth;
    return matched;
  }

  bool tried(const PatternNode& node, std::uint32_t index, std::size_t at, const Then* then) {
    switch (node.kind) {
      case Kind::empty:
        return goes_on(at, then);
      case Kind::boundary:
        return is_boundary(at) && goes_on(at, then);
      case Kind::set:
        return holds(node, at) && goes_on(at + 1, then);
      case Kind::sequence:
        return in_sequence(node, 0, at, then);
      case Kind::either:
        return one_of(node, index, at, then);
      case Kind::repeat:
        return repeats(node, index, 0, at, then);
    }
    return true;
  }

  /// What stands behind the text is not seen here.
  bool is_boundary(std::size_t at) const {
    return at >= text.size() ||
           ascii::is_word(text[at]) != (at > 0 && ascii::is_word(text[at - 1]));
  }

  bool may_begin(std::uint32_t index, std::size_t at) const {
    const Beginning& beginning = refusal.beginnings_[index];
    if (beginning.shortest == 0) return true;
    if (text.size() - at < beginning.shortest ||
        !beginning.bytes[static_cast<unsigned char>(text[at])])
      return false;
    return beginning.shortest == 1 || beginning.second[static_cast<unsigned char>(text[at + 1])];
  }

  bool one_of(const PatternNode& node, std::uint32_t index, std::size_t at, const Then* then) {
    const std::uint32_t* begin = node.children.data();
    const std::uint32_t* end = begin + node.children.size();
    if (refusal.choice_[index] != kNoChoice && at < text.size()) {
      const Choice& choice = refusal.choices_[refusal.choice_[index]];
      const auto byte = static_cast<unsigned char>(text[at]);
      begin = choice.children.data() + choice.first[byte];
      end = choice.children.data() + choice.first[byte + 1U];
    }
    return std::any_of(begin, end, [&](std::uint32_t child) {
      return may_begin(child, at) && matches(child, at, then);
    });
  }

  /// Sets are tried at once; what else stands in the sequence is asked, and the rest follows it.
  bool in_sequence(const PatternNode& node, std::size_t from, std::size_t at, const Then* then) {
    for (std::size_t i = from; i < node.children.size(); ++i) {
      const std::uint32_t child = node.children[i];
      if (nodes[child].kind == Kind::set) {
        if (!holds(nodes[child], at)) return false;
        ++at;
        continue;
      }
      if (nodes[child].kind == Kind::empty) continue;
      if (nodes[child].kind == Kind::boundary) {
        if (!is_boundary(at)) return false;
        continue;
      }
      if (i + 1 == node.children.size()) return matches(child, at, then);
      const auto index = static_cast<std::uint32_t>(&node - nodes.data());
      const Then rest{index, kFollow, i + 1, then};
      return matches(child, at, &rest);
    }
    return goes_on(at, then);
  }

  bool goes_on(std::size_t at, const Then* then) {
    if (then == nullptr) return true;
    const PatternNode& node = nodes[then->node];
    if (then->count == kFollow) return in_sequence(node, then->began, at, then->up);
    // A child that matched nothing is not asked again.
    if (at == then->began && then->count >= node.least) return goes_on(at, then->up);
    return repeats(node, then->node, then->count, at, then->up);
  }

  bool repeats(const PatternNode& node, std::uint32_t index, std::uint32_t count, std::size_t at,
               const Then* then) {
    const PatternNode& child = nodes[node.children[0]];
    if (child.kind == Kind::set) return row(node, child, at, then);
    if (count >= node.least && goes_on(at, then)) return true;
    if (count >= node.most) return false;
    const Then again{index, count + 1, at, then};
    return matches(node.children[0], at, &again);
  }

  /// Bytes of one set: as many as there are, then fewer.
  bool row(const PatternNode& node, const PatternNode& set, std::size_t at, const Then* then) {
    std::size_t length = 0;
    while (length < node.most && holds(set, at + length)) ++length;
    if (length < node.least) return false;
    steps += static_cast<int>(length / 16);
    if (then == nullptr) return true;
    for (;; --length) {
      if (++steps > kStepsMax) return gave_up = true;
      if (goes_on(at + length, then)) return true;
      if (length == node.least) return false;
    }
  }
};

PatternRefusal::PatternRefusal(PatternTree tree) : tree_(std::move(tree)) {
  constexpr std::size_t kMany = 4;
  find_beginnings();
  choice_.assign(tree_.nodes.size(), kNoChoice);
  for (std::size_t i = 0; i < tree_.nodes.size(); ++i) {
    if (tree_.nodes[i].kind != Kind::either || tree_.nodes[i].children.size() < kMany) continue;
    choice_[i] = static_cast<std::uint32_t>(choices_.size());
    choices_.push_back(choice_of(tree_.nodes[i]));
  }
}

/// Bottom up: children stand before their parents.
void PatternRefusal::find_beginnings() {
  beginnings_.reserve(tree_.nodes.size());
  for (const PatternNode& node : tree_.nodes) beginnings_.push_back(beginning_of(node));
}

PatternRefusal::Beginning PatternRefusal::beginning_of(const PatternNode& node) const {
  Beginning sum;
  switch (node.kind) {
    case Kind::empty:
    case Kind::boundary:
      break;
    case Kind::set:
      return {node.bytes, {}, 1, true};
    case Kind::sequence:
      for (const std::uint32_t child : node.children) add_beginning(beginnings_[child], sum);
      break;
    case Kind::repeat:
      sum = beginnings_[node.children[0]];
      sum.is_byte = false;
      if (node.least == 0) sum.shortest = 0;
      break;
    case Kind::either:
      sum = beginnings_[node.children[0]];
      for (const std::uint32_t child : node.children) {
        const Beginning& other = beginnings_[child];
        sum.bytes |= other.bytes;
        sum.second |= other.second;
        sum.shortest = std::min(sum.shortest, other.shortest);
        sum.is_byte &= other.is_byte;
      }
      break;
  }
  return sum;
}

/// What a sequence that begins like `sum` begins like when `next` follows.
void PatternRefusal::add_beginning(const Beginning& next, Beginning& sum) const {
  if (sum.shortest == 2) return;
  if (sum.shortest == 0) {
    const std::bitset<256> before = sum.bytes;
    sum = next;
    sum.bytes |= before;
    // Something may stand before it: then what comes second is open.
    if (before.any()) {
      sum.is_byte = false;
      sum.shortest = std::min(sum.shortest, 1U);
    }
  } else if (sum.is_byte && next.shortest > 0) {
    sum.second = next.bytes;
    sum.shortest = 2;
    sum.is_byte = false;
  } else {
    sum.is_byte = false;
  }
}

PatternRefusal::Choice PatternRefusal::choice_of(const PatternNode& node) const {
  Choice choice;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    for (const std::uint32_t child : node.children)
      if (beginnings_[child].shortest == 0 || beginnings_[child].bytes[byte])
        choice.children.push_back(child);
    choice.first[byte + 1] = static_cast<std::uint32_t>(choice.children.size());
  }
  return choice;
}

std::optional<PatternRefusal::Place> PatternRefusal::first_possible(
    std::string_view text, std::size_t from, std::size_t begin_before) const {
  if (tree_.nodes.empty()) return Place{from, false};
  Trial trial{*this, tree_.nodes, text};
  const auto root = static_cast<std::uint32_t>(tree_.nodes.size() - 1);
  for (std::size_t at = from; at < begin_before && at < text.size(); ++at)
    if (trial.may_begin(root, at) && trial.matches(root, at, nullptr))
      return Place{at, !trial.gave_up};
  return std::nullopt;
}

}  // namespace braque::match
