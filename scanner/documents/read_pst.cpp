// Mailboxes of Outlook: every message of every folder, with its attachments and the messages in
// them.
#include <algorithm>

#include "documents/code_page.hpp"
#include "documents/fields.hpp"
#include "documents/mail_header.hpp"
#include "documents/pst_file.hpp"
#include "documents/readers.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using mapi::PropertySet;
using pst::Heap;
using pst::Node;

// [MS-PST] 2.4.1: nodes that every file has, and the nodes of tables below a message (2.4.5.3).
constexpr std::uint32_t kStore = 0x21, kNames = 0x61, kRoot = 0x122, kRecipients = 0x692;
constexpr std::uint16_t kDisplayName = 0x3001, kTopFolder = 0x35e0;
constexpr std::size_t kPathsKeptMax = 10'000, kFoldersDeepMax = 32, kNameBytesMax = 1 << 20;

std::string bytes_of(const PropertySet& set, std::uint16_t id) {
  const mapi::Property* property = set.find(id);
  if (property == nullptr || !property->open) return property == nullptr ? "" : property->value;
  const auto data = property->open();
  std::string bytes(kNameBytesMax, '\0');
  std::size_t filled = 0;
  while (const std::size_t count = data->unpack(std::span(bytes).subspan(filled))) filled += count;
  bytes.resize(filled);
  return bytes;
}

class PstReader {
 public:
  PstReader(ContainerTask& task, const pst::File& file) : task_(task), file_(file) {}

  void read() {
    read_names();
    if (const auto store = file_.find_node(kStore)) {
      // 2.4.3.2: an entry id ends with the id of the node.
      const std::string top = bytes_of(Heap(file_, *store).properties({}), kTopFolder);
      top_ = u32(top, 20);
    }
    bool stopped = false;
    const bool whole = file_.for_each_node([&](const Node& node) {
      const auto type = pst::type_of(node.id);
      if (type != pst::kMessage && type != pst::kAssociated) return true;
      stopped = !read_message(node);
      return !stopped;
    });
    if (!whole)
      task_.tally.add(
          extract::Problem{Reason::corrupt, "a part of its list of messages is damaged"});
    if (!stopped) task_.bytes_done = task_.input.size();
  }

 private:
  struct Open {
    Node node;
    std::string prefix;
    std::uint32_t depth;
  };

  /// 2.4.7: what the ids from 0x8000 on mean.
  void read_names() {
    const auto node = file_.find_node(kNames);
    if (!node) return;
    const PropertySet set = Heap(file_, *node).properties({});
    const std::string entries = bytes_of(set, 3), strings = bytes_of(set, 4);
    for (std::size_t at = 0; at + 8 <= entries.size(); at += 8) {
      const std::uint32_t value = u32(entries, at);
      const std::uint16_t kind = u16(entries, at + 4), index = u16(entries, at + 6);
      if (index >= 0x7fff) continue;
      if (labels_.size() <= index) labels_.resize(index + 1U);
      if ((kind & 1) != 0)
        append_utf16(labels_[index], slice(strings, std::size_t{value} + 4, u32(strings, value)));
      else
        labels_[index] = mapi::label_of(value, true);
    }
  }

  /// The names of the folders above, from the top.
  std::string folder_path(std::uint32_t id) {
    if (const auto kept = paths_.find(id); kept != paths_.end()) return kept->second;
    std::string path;
    std::uint32_t folder = id;
    for (std::size_t depth = 0; depth < kFoldersDeepMax; ++depth) {
      if (folder == top_ || folder == kRoot) break;
      const auto node = file_.find_node(folder);
      if (!node) break;
      const std::string name = Heap(file_, *node).properties(labels_).text(kDisplayName);
      path = path.empty() ? extract::label(name) : mapi::joined(extract::label(name), path);
      if (node->parent == folder) break;
      folder = node->parent;
    }
    if (paths_.size() >= kPathsKeptMax) paths_.clear();
    return paths_[id] = path;
  }

  /// Messages inside of messages wait in a list, so that nothing recurses.
  bool read_message(const Node& node) {
    std::vector<Open> open = {{node, folder_path(node.parent), 0}};
    while (!open.empty()) {
      const Open next = std::move(open.back());
      open.pop_back();
      if (!read_one(next, open)) return false;
    }
    return true;
  }

  bool read_one(const Open& one, std::vector<Open>& open) {
    const Heap heap(file_, one.node);
    const PropertySet message = heap.properties(labels_);
    std::string recipients;
    for (const Node& node : heap.below()) {
      if (node.id != kRecipients) continue;
      for (const PropertySet& recipient : Heap(file_, node).rows(10'000))
        recipients += mapi::recipient_line(recipient);
    }
    std::string label = mail::quoted_subject(message.text(mapi::kSubject));
    if (label.empty()) label = mail::quoted_subject(message.text(kDisplayName));
    if (label.empty()) label = "message " + std::to_string(one.node.id);
    const std::string prefix = mapi::joined(one.prefix, label);
    if (!mapi::hand_over_message(task_, prefix, message, recipients)) return false;
    std::size_t number = 0;
    for (const Node& node : heap.below()) {
      if (pst::type_of(node.id) != pst::kAttachmentNode) continue;
      if (!extract::may_go_on(task_)) return false;
      if (!read_attachment(node, prefix, ++number, one.depth, open)) return false;
    }
    return true;
  }

  bool read_attachment(const Node& node, const std::string& prefix, std::size_t number,
                       std::uint32_t depth, std::vector<Open>& open) {
    const Heap heap(file_, node);
    const PropertySet set = heap.properties(labels_);
    if (const auto inner = heap.object(mapi::kAttachData)) {
      if (depth < task_.meter.budget.mail_nesting_max)
        open.push_back({*inner, prefix, depth + 1});
      else
        task_.tally.add(extract::Problem{Reason::budget_depth, "messages nested too deeply"});
      return true;
    }
    const mapi::Property* data = set.find(mapi::kAttachData);
    if (data == nullptr) return true;
    std::string name = mapi::attachment_name(set);
    if (name.empty()) name = "attachment " + std::to_string(number);
    const std::unique_ptr<extract::Unpacker> bytes = mapi::open_value(*data);
    extract::MeteredStream stream(*bytes, task_.meter, extract::Spend::member);
    return extract::hand_over(task_, mapi::joined(prefix, name), std::nullopt, stream);
  }

  ContainerTask& task_;
  const pst::File& file_;
  std::uint32_t top_ = 0;
  std::vector<std::string> labels_;
  std::unordered_map<std::uint32_t, std::string> paths_;
};

}  // namespace

void read_pst(ContainerTask& task) {
  const Result<pst::File> file = pst::File::open(task.input);
  if (!file) {
    task.tally.add(extract::Problem{Reason::corrupt, file.error().message});
    return;
  }
  if (file->sealed()) {
    task.tally.add(extract::Problem{Reason::encrypted, "sealed for an organisation"});
    return;
  }
  PstReader(task, *file).read();
}

}  // namespace braque::documents
