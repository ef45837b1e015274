#include "documents/whole_file.hpp"

namespace braque::documents {

bool read_whole_file(extract::ContainerTask& task, std::string& bytes) {
  if (task.input.size() > task.meter.budget.whole_document_bytes_max) {
    task.tally.add(extract::Problem{Reason::budget_memory, "too large to be read in memory"});
    return false;
  }
  bytes.resize(static_cast<std::size_t>(task.input.size()));
  std::optional<ReadFailure> failure;
  bytes.resize(task.input.read_at(0, bytes, failure));
  if (failure) task.tally.add(extract::Problem{failure->reason, failure->detail});
  return true;
}

}  // namespace braque::documents
