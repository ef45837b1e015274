// What braque and its workers say to one another: small messages over SOCK_SEQPACKET sockets, and
// the results as a stream of records (records.hpp) in a piece of shared memory of fixed size. Both
// ends are built together; the version catches a worker program of another build.
//
//   braque ──ServerRequest + {worker's socket, shared memory}──▶ fork server, which answers with
//          ServerReply + {pidfd} and forks a worker
//   braque ◀──Hello────────────────────── worker, locked down
//   braque ──ReadRequest + {file}────────▶ worker
//   braque ◀──Chunk── worker ◀──GoOn── braque   as often as the shared memory is full
//   braque ◀──Chunk with `done`────────── worker
//
//   braque ──FileRequest [+ {directory}]──▶ servant, which answers each with a FileReply, and with
//   the directory that it opened
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "model/budget.hpp"
#include "model/extractor.hpp"

namespace braque::sandbox {

inline constexpr std::uint32_t kProtocolVersion = 2;

/// The fork server's socket, and in a worker its socket and its shared memory.
inline constexpr int kServerSocket = 3;
inline constexpr int kWorkerSocket = 3;
inline constexpr int kWorkerMemory = 4;

/// Results between two messages. Larger pieces cost memory for every worker, smaller ones messages.
inline constexpr std::size_t kChunkBytesMax = 256 << 10;
inline constexpr std::size_t kStateBytes = 4096;
inline constexpr std::size_t kSharedBytes = kStateBytes + kChunkBytesMax;

/// The first page of the shared memory. The worker writes, braque only reads; nothing here is
/// believed beyond its purpose.
struct SharedState {
  std::atomic<std::uint64_t> progress;       ///< grows with every read and every result
  std::atomic<std::uint32_t> denied_call;    ///< 1 + number of the last system call denied, or 0
  std::atomic<std::uint32_t> out_of_memory;  ///< an allocation failed
};
static_assert(sizeof(SharedState) <= kStateBytes);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

/// How much of the lock-down must hold.
enum class Mode : std::uint32_t {
  required,     ///< all of it, or nothing is read
  best_effort,  ///< what the kernel offers
  off,          ///< a process of its own, and no more
};

/// What a process is forked for.
enum class Role : std::uint32_t {
  reader,   ///< locked in, reads containers
  servant,  ///< opens and reads files of mounts that may hang (serve_files.hpp); not locked in
};

struct ServerRequest {
  std::uint32_t version = kProtocolVersion;
  Role role = Role::reader;
  Mode mode = Mode::best_effort;
  std::int32_t broker = 0;  ///< its process id: a worker ends with it
  std::uint64_t memory_bytes_max = 0;
  std::uint64_t cpu_seconds_max = 0;
};

struct ServerReply {
  std::int32_t error = 0;  ///< errno; 0: a pidfd comes along
  std::int32_t process = 0;
};

/// What a worker has locked.
struct Hello {
  std::uint32_t version = kProtocolVersion;
  std::int32_t landlock = 0;                           ///< ABI in use; 0: none
  std::uint8_t seccomp = 0, identity = 0, limits = 0;  ///< 1: done
  std::uint8_t complete = 0;                           ///< everything that the mode demands
  std::array<char, 160> fault{};                       ///< what is missing; ends with a zero byte
};

/// Followed by `format_bytes` and `name_bytes` of text.
struct ReadRequest {
  Budget budget;
  ContainerSpending spending;
  std::uint64_t size = 0;
  std::uint64_t allocated_bytes = 0;
  std::uint8_t encrypted = 0;
  std::array<unsigned char, 32> key{};
  std::uint32_t format_bytes = 0, name_bytes = 0;
};
inline constexpr std::size_t kRequestNameBytesMax = 4096;
inline constexpr std::size_t kRequestBytesMax = sizeof(ReadRequest) + kRequestNameBytesMax + 64;

struct Chunk {
  std::uint32_t bytes = 0;  ///< of records in the shared memory
  std::uint32_t done = 0;   ///< 1: the container is done; no GoOn is waited for
  std::uint64_t resident_bytes = 0;
};

struct GoOn {
  /// What containers inside of this one have spent so far, elsewhere.
  std::uint64_t others_output_bytes = 0, others_entries = 0;
  /// The member with this number, from 0, is read by nobody; no_member: none is.
  std::uint64_t skip_member = ~0ULL;
};

/// To a servant, which holds at most one open file. Calls by name come with the directory.
struct FileRequest {
  enum class Call : std::uint32_t {
    open,
    read,
    next_data,
    changed,
    close,  ///< of a file
    find,
    status,
    open_directory,
    list  ///< RemoteFiles
  };
  Call call = Call::close;
  std::uint32_t bytes = 0;   ///< read, list, find: at most kChunkBytesMax, into the shared memory
  std::uint64_t offset = 0;  ///< read, next_data; list: the cookie
  std::uint8_t cross_mounts = 0, keep_access_time = 0;
  std::uint8_t seek = 0;          ///< list
  std::array<char, 4096> name{};  ///< one component, or the path to find; ends with a zero byte
};

struct FileReply {
  std::uint8_t failed = 0;
  std::uint8_t reason = 0;           ///< failed, and the answer to `changed`
  std::uint8_t kind = 0;             ///< of the file system of a directory
  std::array<char, 125> detail{};    ///< failed; ends with a zero byte
  std::int32_t error = 0;            ///< errno of find, status, open_directory and list
  std::uint32_t bytes = 0;           ///< in the shared memory: those before a failure count
  ItemMetadata metadata;             ///< open, find, status, open_directory
  std::uint64_t mount_id = 0;        ///< the same
  std::uint64_t begin = 0, end = 0;  ///< next_data
};

/// How a worker ends that never came to work.
inline constexpr int kExitNotLocked = 90;
inline constexpr int kExitNonsense = 91;

static_assert(std::is_trivially_copyable_v<Budget> &&
              std::is_trivially_copyable_v<ContainerSpending>);
static_assert(std::is_trivially_copyable_v<FileRequest> && std::is_trivially_copyable_v<FileReply>);
static_assert(std::is_trivially_copyable_v<ReadRequest> && std::is_trivially_copyable_v<Hello>);

}  // namespace braque::sandbox
