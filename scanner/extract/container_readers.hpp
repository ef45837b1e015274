// The readers behind read_container, one per kind of container. Each hands its members to the sink,
// spends the meter and leaves what became of it in the tally.
#pragma once

#include <span>
#include <string_view>

#include "extract/archive_reader.hpp"
#include "extract/made_text.hpp"
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

/// How a kind of container is called, and who reads it.
struct ContainerFormat {
  std::string_view name;         ///< as detect_container() says
  std::string_view description;  ///< for people
  std::string_view library;      ///< that parses it; "" for our own code
  void (*read)(ContainerTask& task);
};

/// Archives and compressed files.
std::span<const ContainerFormat> archive_formats();

/// Takes a container apart with one of the readers, within the budget.
Outcome run_reader(const ContainerFormat& format, const RandomAccess& input, std::string_view name,
                   const Budget& budget, ContainerSpending& spending, MemberSink& sink);

/// Zip and what is built on it, by its central directory, else by its local headers.
void read_zip(ContainerTask& task);
/// One compressed file: its content is the one member, or, when that is a tar or cpio archive, the
/// archive's members are.
void read_compressed(ContainerTask& task);
/// Unpacks one compressed stream: gz, zlib, xz, lzma, bz2, zst, lz4, Z.
std::unique_ptr<Unpacker> make_unpacker(std::string_view format, ByteInput& input,
                                        const Budget& budget);
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
/// Hands over text that a reader of documents makes, piece by piece; `structure` as Member's.
bool hand_over_text(ContainerTask& task, std::string name, std::string_view structure,
                    TextMaker& maker);
/// The same for a text that is there already.
bool hand_over_text(ContainerTask& task, std::string name, std::string_view structure,
                    std::string text);
/// Counts an entry; false, with the reason in the tally, when that is one too many or time is up.
bool may_go_on(ContainerTask& task);

}  // namespace braque::extract
