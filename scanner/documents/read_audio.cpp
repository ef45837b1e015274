// Audio and video files: their tags. The sound itself has no text.
#include "documents/audio_tags.hpp"
#include "documents/raw_bytes.hpp"
#include "documents/readers.hpp"

namespace braque::documents {

void read_audio(extract::ContainerTask& task) {
  prepare_audio();
  const auto tags_max = static_cast<std::size_t>(task.meter.budget.whole_document_bytes_max / 16);
  std::string tags = audio_tags(task.input, tags_max);
  if (tags.empty())
    hand_over_raw_bytes(task);
  else if (extract::may_go_on(task))
    extract::hand_over_text(task, "tags", "keyvalue", std::move(tags));
  task.bytes_done = task.input.size();
}

}  // namespace braque::documents
