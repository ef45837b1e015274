// The readers behind read_container, one per kind of container. Each hands its members to the sink,
// spends the meter and leaves what became of it in the tally.
#pragma once

#include <string_view>

#include "extract/archive_reader.hpp"
#include "extract/metering.hpp"
#include "model/extractor.hpp"

namespace braque::extract {

/// What every reader needs.
struct ContainerTask {
  std::string_view format;
  const RandomAccess& input;
  std::string_view name;
  Meter& meter;
  MemberSink& sink;
  Tally& tally;
  std::uint64_t bytes_done = 0;  ///< of the input, for a container that was not read to its end
};

/// Zip and what is built on it, by its central directory, else by its local headers.
void read_zip(ContainerTask& task);
/// One compressed file: its content is the one member, or, when that is a tar or cpio archive, the
/// archive's members are.
void read_compressed(ContainerTask& task);
/// Everything else that libarchive reads.
void read_archive(ContainerTask& task);

/// Hands over the members of an open archive. False when the item's budget is used up or the sink
/// wants no more.
bool read_archive_members(ArchiveReader& reader, ContainerTask& task, Spend spend);

/// Hands over a member without bytes, or one that cannot be read. False: the sink wants no more.
bool pass_over(ContainerTask& task, std::string name, std::optional<std::uint64_t> size,
               Status status, Reason reason, std::string note);
/// Hands over a member with bytes. False when the item's budget is used up or the sink wants no
/// more.
bool hand_over(ContainerTask& task, std::string name, std::optional<std::uint64_t> size,
               MeteredStream& stream);
/// Counts an entry; false, with the reason in the tally, when that is one too many or time is up.
bool may_go_on(ContainerTask& task);

/// Whether `format` is one of zip's.
bool is_zip_format(std::string_view format);
/// Whether `format` is that of a single compressed file.
bool is_compressed_format(std::string_view format);

}  // namespace braque::extract
