#include "documents/raw_bytes.hpp"

#include <algorithm>
#include <array>

#include "extract/byte_input.hpp"

namespace braque::documents {
namespace {

constexpr std::string_view kStructure = "binary";

class ViewedBytes final : public extract::TextMaker {
 public:
  explicit ViewedBytes(std::string_view bytes) : bytes_(bytes) {}
  bool make(std::string& text) override {
    constexpr std::size_t kPieceBytes = 64U << 10;
    const auto piece = bytes_.substr(at_, kPieceBytes);
    text += piece;
    at_ += piece.size();
    return at_ < bytes_.size();
  }
  std::uint64_t consumed() const override { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

class InputBytes final : public extract::TextMaker {
 public:
  explicit InputBytes(extract::ContainerTask& task)
      : input_(task.input, 0, task.input.size(), task.meter) {}
  bool make(std::string& text) override {
    const std::size_t count = input_.read(piece_);
    text.append(piece_.data(), count);
    return count > 0;
  }
  std::uint64_t consumed() const override { return input_.position(); }
  extract::Problem problem() const override { return input_.problem(); }

 private:
  extract::RangeInput input_;
  std::array<char, 64U << 10> piece_;
};

bool hand_over(extract::ContainerTask& task, extract::TextMaker& bytes) {
  return extract::may_go_on(task) && extract::hand_over_text(task, "", kStructure, bytes);
}

}  // namespace

bool hand_over_raw_bytes(extract::ContainerTask& task, std::string_view bytes) {
  ViewedBytes viewed(bytes);
  return hand_over(task, viewed);
}

bool hand_over_raw_bytes(extract::ContainerTask& task) {
  InputBytes input(task);
  return hand_over(task, input);
}

}  // namespace braque::documents
