#include "source/open_item.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include "source/failure.hpp"
#include "source/offline.hpp"
#include "source/open_beneath.hpp"
#include "source/open_file.hpp"

namespace braque::source {
namespace {

constexpr int kLeaseRetriesMax = 4;
constexpr std::chrono::milliseconds kLeasePause{20};

}  // namespace

Opened open_item(const std::function<Descriptor(int& error)>& open, FileSystemKind kind) {
  auto fail = [](ReadFailure failure) { return Opened{nullptr, std::move(failure)}; };
  int error = 0;
  Descriptor opened = open(error);
  for (int retry = 0; error == EAGAIN && retry < kLeaseRetriesMax; ++retry) {
    // Somebody holds a lease and has been asked to give it back.
    std::this_thread::sleep_for(kLeasePause);
    opened = open(error);
  }
  if (!opened) return fail(failure_of(error));
  ItemMetadata metadata;
  error = metadata_of(opened.get(), metadata);
  if (error != 0) return fail(failure_of(error));
  if (!S_ISREG(metadata.mode))
    return fail({Reason::special_file, "replaced by something that is no file"});
  if (has_offline_attribute(opened.get(), kind))
    return fail({Reason::offline, "offline attribute"});
  return {std::make_unique<OpenFile>(std::move(opened), metadata), std::nullopt};
}

}  // namespace braque::source
