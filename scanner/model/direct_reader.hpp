// Containers read in this process: for tests and benchmarks.
#pragma once

#include "model/container_reader.hpp"

namespace braque {

/// Whoever uses it links an implementation of read_container().
class DirectReader final : public ContainerReader {
 public:
  Outcome read(std::string_view format, const RandomAccess& input, std::string_view name,
               const Budget& budget, ContainerSpending& spending, MemberSink& sink) override {
    return read_container(format, input, name, budget, spending, sink);
  }
};

}  // namespace braque
