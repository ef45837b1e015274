// Heaps, trees on them, properties and tables ([MS-PST] 2.3).
#include <algorithm>

#include "documents/fields.hpp"
#include "documents/pst_file.hpp"

namespace braque::documents::pst {
namespace {

// 2.3.1.2 and 2.3.2.1, 2.3.4.1: what a heap and its root hold.
constexpr unsigned kHeapSignature = 0xec, kTreeSignature = 0xb5, kTableSignature = 0x7c;
constexpr std::size_t kBlocksLoadedMax = 64;
constexpr std::size_t kNodesBelowMax = 100'000;
constexpr std::size_t kRecordsMax = 65'536;
constexpr std::size_t kBlockBytes = 8192;
constexpr std::uint64_t kMultipleBytesMax = 64 << 10;

/// The bytes of a value that lies in the property itself; 0 for those on the heap.
std::size_t inline_bytes(std::uint16_t type) {
  switch (type) {
    case 0x0002:
    case 0x0003:
    case 0x0004:
    case 0x000a:
    case 0x000b:
      return 4;
    default:
      return 0;
  }
}

}  // namespace

Heap::Heap(const File& file, const Node& node)
    : file_(file),
      blocks_(file.data_blocks(node.data)),
      below_(file.below(node.below, kNodesBelowMax)) {}

std::string_view Heap::block(std::size_t index) const {
  if (index >= blocks_.size()) return {};
  const auto kept = loaded_.find(index);
  if (kept != loaded_.end()) return kept->second;
  if (loaded_.size() >= kBlocksLoadedMax) loaded_.clear();
  return loaded_[index] = file_.read_block(blocks_[index]);
}

/// 2.3.1.1: type, index of the item from 1, index of the block; larger indices in larger blocks.
std::string Heap::item(std::uint32_t id) const {
  const unsigned index_bits = file_.large_pages() ? 14 : 11;
  const std::uint32_t index = id >> 5 & ((1U << index_bits) - 1);
  const std::string_view bytes = block(id >> (5 + index_bits));
  if ((id & 31) != 0 || index == 0) return {};
  const std::size_t map = u16(bytes, 0);
  if (index > u16(bytes, map)) return {};
  const std::size_t begin = u16(bytes, map + 4 + 2 * (index - 1));
  const std::size_t end = u16(bytes, map + 4 + 2 * index);
  return end > begin ? std::string(slice(bytes, begin, end - begin)) : std::string();
}

std::vector<std::string> Heap::records(std::uint32_t root) const {
  std::vector<std::string> found;
  const std::string header = item(root);
  if (u8(header, 0) != kTreeSignature) return found;
  const std::size_t key = u8(header, 1), value = u8(header, 2);
  struct Visit {
    std::uint32_t id;
    unsigned level;
  };
  std::vector<Visit> open = {{u32(header, 4), std::min(unsigned{u8(header, 3)}, 8U)}};
  for (std::size_t visits = 0; !open.empty() && visits < kRecordsMax; ++visits) {
    const Visit visit = open.back();
    open.pop_back();
    const std::string bytes = item(visit.id);
    const std::size_t record = key + (visit.level > 0 ? 4 : value);
    if (record == 0) break;
    for (std::size_t at = 0; at + record <= bytes.size() && found.size() < kRecordsMax;
         at += record) {
      if (visit.level > 0)
        open.push_back({u32(bytes, at + key), visit.level - 1});
      else
        found.push_back(bytes.substr(at, record));
    }
  }
  return found;
}

const Node* Heap::node_below(std::uint32_t id) const {
  const auto found =
      std::find_if(below_.begin(), below_.end(), [&](const Node& node) { return node.id == id; });
  return found == below_.end() ? nullptr : &*found;
}

/// Adds a property whose value is `value` or where that says.
void Heap::add(mapi::PropertySet& set, std::uint16_t id, std::uint16_t type, std::string_view value,
               std::string label) const {
  mapi::Property property{id, type, std::move(label)};
  const std::uint32_t place = u32(value, 0);
  if (inline_bytes(type) > 0) {
    property.value = value;
  } else if (place == 0) {
    return;
  } else if (type_of(place) == kHeap) {
    property.value = item(place);
  } else if (const Node* node = node_below(place)) {
    property.size = file_.data_blocks(node->data).size() * kBlockBytes;  // at most
    property.open = [&file = file_, block = node->data] {
      return std::make_unique<Data>(file, block);
    };
  } else {
    return;
  }
  if (!property.open) property.size = property.value.size();
  const auto single = static_cast<std::uint16_t>(type & ~mapi::kMultiple);
  if (type != single) {
    if (single != mapi::kString && single != mapi::kString8) return;
    // 2.3.3.4.2: how many values, where each begins, the values.
    const std::string all = property.open ? std::string() : std::move(property.value);
    property.value.clear();
    const std::uint32_t count = u32(all, 0);
    for (std::uint32_t i = 0; i < count && 8 + std::uint64_t{4} * i <= all.size(); ++i) {
      const std::size_t begin = u32(all, 4 + std::size_t{4} * i);
      const std::size_t end = i + 1 < count ? u32(all, 8 + std::size_t{4} * i) : all.size();
      if (end <= begin || property.value.size() > kMultipleBytesMax) continue;
      mapi::Property one{id, single};
      one.value = slice(all, begin, end - begin);
      if (!property.value.empty()) property.value += "; ";
      property.value += set.text(one);
    }
  }
  set.add(std::move(property));
}

mapi::PropertySet Heap::properties(const std::vector<std::string>& labels) const {
  mapi::PropertySet set;
  const std::string_view head = block(0);
  if (u8(head, 2) != kHeapSignature) return set;
  for (const std::string& record : records(u32(head, 4))) {
    const std::uint16_t id = u16(record, 0);
    std::string label =
        id >= 0x8000 && id - 0x8000U < labels.size() ? labels[id - 0x8000U] : std::string();
    add(set, id, u16(record, 2), slice(record, 4, 4), std::move(label));
  }
  set.set_charset(set.charset());
  return set;
}

std::optional<Node> Heap::object(std::uint16_t id) const {
  const std::string_view head = block(0);
  for (const std::string& record : records(u32(head, 4))) {
    if (u16(record, 0) != id || u16(record, 2) != mapi::kObject) continue;
    // 2.3.3.5: the node's id, and a size.
    const Node* node = node_below(u32(item(u32(record, 4)), 0));
    if (node != nullptr) return *node;
  }
  return std::nullopt;
}

std::vector<mapi::PropertySet> Heap::rows(std::size_t count_max) const {
  std::vector<mapi::PropertySet> found;
  const std::string_view head = block(0);
  const std::string info = item(u32(head, 4));
  if (u8(head, 2) != kHeapSignature || u8(info, 0) != kTableSignature) return found;
  const std::size_t columns = u8(info, 1), row_bytes = u16(info, 8);
  const std::uint32_t place = u32(info, 14);
  if (row_bytes == 0 || place == 0) return found;
  std::vector<std::string> matrix;
  if (type_of(place) == kHeap) {
    matrix.push_back(item(place));
  } else if (const Node* node = node_below(place)) {
    // Rows do not cross blocks.
    for (const std::uint64_t id : file_.data_blocks(node->data)) {
      if (matrix.size() >= kBlocksLoadedMax) break;
      matrix.push_back(file_.read_block(id));
    }
  }
  for (const std::string& rows : matrix) {
    for (std::size_t at = 0; at + row_bytes <= rows.size() && found.size() < count_max;
         at += row_bytes) {
      mapi::PropertySet& set = found.emplace_back();
      const std::string_view row = slice(rows, at, row_bytes);
      for (std::size_t column = 0; column < columns; ++column) {
        const std::string_view description = slice(info, 22 + 8 * column, 8);
        const unsigned bit = u8(description, 7);
        // 2.3.4.4.1: which cells exist is told by bits at the end of a row.
        if ((u8(row, std::size_t{u16(info, 6)} + bit / 8) >> (7 - bit % 8) & 1) == 0) continue;
        if (u8(description, 6) > 4)
          continue;  // times and numbers of 8 bytes, which stand in the row
        add(set, u16(description, 2), u16(description, 0), slice(row, u16(description, 4), 4), "");
      }
    }
  }
  return found;
}

}  // namespace braque::documents::pst
