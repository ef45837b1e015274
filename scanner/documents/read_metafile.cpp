// Windows metafiles: EMF and WMF.
#include "documents/metafile_text.hpp"
#include "documents/readers.hpp"
#include "documents/whole_file.hpp"

namespace braque::documents {

void read_metafile(extract::ContainerTask& task) {
  std::string bytes;
  if (!read_whole_file(task, bytes)) return;
  MetafileText read =
      task.format == "emf" ? read_enhanced_metafile(bytes) : read_windows_metafile(bytes);
  if (!read.text.empty() && (!extract::may_go_on(task) ||
                             !extract::hand_over_text(task, "", "text", std::move(read.text))))
    return;
  if (!read.whole)
    task.tally.add(extract::Problem{Reason::corrupt, "it ends before its last record"});
  task.bytes_done = task.input.size();
}

}  // namespace braque::documents
