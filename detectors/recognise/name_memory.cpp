#include "recognise/name_memory.hpp"

#include <algorithm>

namespace braque::names {

void Memory::forget() noexcept {
  columns_.reset();
  found_.clear();
  searched_ = {};
}

const Columns& Memory::columns(UnitView& view) {
  if (!columns_ || columns_context_ != view.context().size()) {
    columns_context_ = view.context().size();
    columns_.emplace(view);
  }
  return *columns_;
}

bool Memory::recall(const UnitView& view, SearchRange range, std::vector<Recognised>& found) const {
  if (range.begin < searched_.begin || range.end > searched_.end ||
      view.context().size() != found_context_)
    return false;
  const auto before = [](const Recognised& name, std::size_t position) {
    return name.begin < position;
  };
  const auto first = std::lower_bound(found_.begin(), found_.end(), range.begin, before);
  found.insert(found.end(), first, std::lower_bound(first, found_.end(), range.end, before));
  return true;
}

void Memory::keep(const UnitView& view, SearchRange range, const Recognised* first,
                  const Recognised* last) {
  if (range.end - range.begin <= searched_.end - searched_.begin) return;
  searched_ = range;
  found_context_ = view.context().size();
  found_.assign(first, last);
}

}  // namespace braque::names
