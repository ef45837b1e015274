// The kinds of files that hold mails.
#include <array>
#include <charconv>

#include "documents/mail_reader.hpp"
#include "documents/readers.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;

void read_range(ContainerTask& task, std::uint64_t begin, std::uint64_t end,
                mail::Separation separation) {
  extract::RangeInput input(task.input, begin, end, task.meter);
  mail::MailReader reader(task, input, separation);
  reader.read();
  task.bytes_done = begin + reader.offset();
}

std::uint64_t after_byte_order_mark(const ContainerTask& task) {
  std::array<char, 3> mark;
  std::optional<ReadFailure> failure;
  const std::size_t count = task.input.read_at(0, mark, failure);
  return std::string_view(mark.data(), count) == "\xef\xbb\xbf" ? 3 : 0;
}

}  // namespace

void read_eml(ContainerTask& task) {
  read_range(task, after_byte_order_mark(task), task.input.size(), mail::Separation::single);
}

void read_mbox(ContainerTask& task) {
  read_range(task, after_byte_order_mark(task), task.input.size(), mail::Separation::from_line);
}

void read_mmdf(ContainerTask& task) {
  read_range(task, 0, task.input.size(), mail::Separation::mmdf);
}

/// A line with the number of bytes of the message, the message, a property list about it.
void read_emlx(ContainerTask& task) {
  std::array<char, 32> first;
  std::optional<ReadFailure> failure;
  const std::string_view line(first.data(), task.input.read_at(0, first, failure));
  const std::size_t line_end = line.find('\n');
  std::uint64_t bytes = 0;
  std::from_chars(line.data(), line.data() + line.size(), bytes);
  const std::uint64_t size = task.input.size();
  const std::uint64_t begin = line_end == std::string_view::npos ? 0 : line_end + 1;
  const std::uint64_t end = bytes == 0 || bytes > size - begin ? size : begin + bytes;
  read_range(task, begin, end, mail::Separation::single);
  if (end == size || task.bytes_done < end || !extract::may_go_on(task)) return;
  // The list is handed over as the file it would be.
  extract::RangeInput input(task.input, end, size, task.meter);
  std::string list;
  std::array<char, 4096> buffer;
  while (list.size() < task.meter.budget.mail_header_bytes_max) {
    const std::size_t count = input.read(buffer);
    if (count == 0) break;
    list.append(buffer.data(), count);
  }
  extract::hand_over_text(task, "properties", "xml", std::move(list));
  task.bytes_done = size;
}

}  // namespace braque::documents
