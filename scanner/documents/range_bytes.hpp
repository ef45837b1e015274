// A part of a container that is stored as it is.
#pragma once

#include <algorithm>

#include "extract/byte_input.hpp"
#include "extract/container_readers.hpp"

namespace braque::documents {

/// `size` bytes from `begin` on, or what there is of them. Borrows the task.
class RangeBytes final : public extract::Unpacker {
 public:
  RangeBytes(const extract::ContainerTask& task, std::uint64_t begin, std::uint64_t size)
      : input_(task.input, begin, std::min(begin + size, task.input.size()), task.meter) {}
  std::size_t unpack(std::span<char> into) override { return input_.read(into); }
  std::uint64_t consumed() const override { return input_.position(); }
  extract::Problem problem() const override { return input_.problem(); }

 private:
  extract::RangeInput input_;
};

}  // namespace braque::documents
