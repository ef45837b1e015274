// Outlook's PST and OST files ([MS-PST]): blocks found through one tree, nodes through another, and
// in nodes properties on a heap. Everything is looked up when it is needed, so that memory does not
// grow with the file.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "documents/mapi_message.hpp"
#include "model/source.hpp"

namespace braque::documents::pst {

/// A node: its data, and its nodes below, by the ids of their blocks.
struct Node {
  std::uint32_t id = 0, parent = 0;
  std::uint64_t data = 0, below = 0;
};

/// What the low five bits of a node's id say (2.2.2.1).
enum NodeType : std::uint32_t {
  kHeap = 0,
  kFolder = 2,
  kMessage = 4,
  kAttachmentNode = 5,
  kAssociated = 8
};
inline NodeType type_of(std::uint32_t id) { return static_cast<NodeType>(id & 31); }

void unhide_permuted(std::span<char> bytes);
void unhide_cyclic(std::span<char> bytes, std::uint32_t block);

/// An open file; borrows the bytes. Not for several threads.
class File {
 public:
  static Result<File> open(const RandomAccess& bytes);

  /// Every node in the order of ids, until `take` returns false. False: a part of the tree is
  /// damaged.
  bool for_each_node(const std::function<bool(const Node&)>& take) const;
  std::optional<Node> find_node(std::uint32_t id) const;
  /// The nodes below a node, at most `count_max`.
  std::vector<Node> below(std::uint64_t block, std::size_t count_max) const;
  /// The blocks that make up a node's data, in order.
  std::vector<std::uint64_t> data_blocks(std::uint64_t block) const;
  /// A block without its disguise; empty when it is missing.
  std::string read_block(std::uint64_t block) const;

  bool wide() const { return wide_; }                     ///< numbers of 8 bytes, text in UTF-16
  bool large_pages() const { return page_bytes_ > 512; }  ///< the OST files of Outlook 2013
  bool sealed() const { return sealed_; }                 ///< encrypted for an organisation

 private:
  struct Page {
    unsigned level = 0, count = 0;
    std::size_t entry_bytes = 0;
    std::string bytes;
  };

  explicit File(const RandomAccess& bytes) : bytes_(&bytes) {}
  Page read_page(std::uint64_t offset) const;
  std::string find_entry(std::uint64_t root, std::uint64_t key) const;
  std::uint64_t number(std::string_view bytes, std::size_t index) const;
  std::size_t width() const { return wide_ ? 8 : 4; }
  Node node_of(std::string_view entry) const;

  const RandomAccess* bytes_;
  bool wide_ = true, sealed_ = false;
  std::size_t page_bytes_ = 512;
  unsigned cipher_ = 0;
  std::uint64_t nodes_ = 0, blocks_ = 0;  ///< offsets of the trees' roots
  mutable std::unordered_map<std::uint64_t, Page> pages_;
};

/// The bytes of a node's data, block by block.
class Data final : public extract::Unpacker {
 public:
  Data(const File& file, std::uint64_t block) : file_(file), blocks_(file.data_blocks(block)) {}
  std::size_t unpack(std::span<char> into) override;
  std::uint64_t consumed() const override { return given_; }
  extract::Problem problem() const override;

 private:
  const File& file_;
  std::vector<std::uint64_t> blocks_;
  std::size_t next_ = 0, at_ = 0;
  std::string block_;
  std::uint64_t given_ = 0;
  bool missing_ = false;
};

/// The properties of a node (2.3.3), or the rows of its table (2.3.4).
class Heap {
 public:
  Heap(const File& file, const Node& node);
  /// `labels`: what the ids from 0x8000 on mean.
  mapi::PropertySet properties(const std::vector<std::string>& labels) const;
  std::vector<mapi::PropertySet> rows(std::size_t count_max) const;
  /// The node that holds an object, such as a message inside of a message.
  std::optional<Node> object(std::uint16_t id) const;
  const std::vector<Node>& below() const { return below_; }

 private:
  std::string item(std::uint32_t id) const;
  std::string_view block(std::size_t index) const;
  /// The records at the leaves of a tree on the heap (2.3.2).
  std::vector<std::string> records(std::uint32_t root) const;
  const Node* node_below(std::uint32_t id) const;
  void add(mapi::PropertySet& set, std::uint16_t id, std::uint16_t type, std::string_view value,
           std::string label) const;

  const File& file_;
  std::vector<std::uint64_t> blocks_;
  std::vector<Node> below_;
  mutable std::unordered_map<std::size_t, std::string> loaded_;
};

}  // namespace braque::documents::pst
