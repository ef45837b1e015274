// Who takes containers and documents apart: worker processes (scanner/sandbox), or this process in
// tests (direct_reader.hpp).
#pragma once

#include <string>
#include <string_view>

#include "model/extractor.hpp"

namespace braque {

/// Safe from any thread; `sink` may call read() again for a container inside of the container.
class ContainerReader {
 public:
  virtual ~ContainerReader() = default;
  /// As read_container(). What a parser does to its process ends as the outcome's reason: timeout,
  /// parser_crash, sandbox_violation, budget_memory.
  virtual Outcome read(std::string_view format, const RandomAccess& input, std::string_view name,
                       const Budget& budget, ContainerSpending& spending, MemberSink& sink) = 0;
  /// What the summary of the run must say of how containers were read; "" for nothing.
  virtual std::string remark() const { return {}; }
};

}  // namespace braque
