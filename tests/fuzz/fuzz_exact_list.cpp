// Files of exact lists whose checksum is right, whatever else they hold. Looking anything up in one
// that was accepted stays within it.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "bytes_file.hpp"
#include "privacy/exact_file.hpp"
#include "privacy/exact_list.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < sizeof(braque::ExactFileHeader)) return 0;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::string key_id = bytes.substr(offsetof(braque::ExactFileHeader, key_id), 8);
  const std::uint64_t sum = XXH3_64bits(bytes.data(), bytes.size());
  bytes.append(reinterpret_cast<const char*>(&sum), sizeof sum);
  const braque::fuzz::BytesFile file(bytes);
  const auto opened = braque::ExactList::open(file.path(), key_id);
  if (!opened) return 0;
  const braque::ExactList& list = **opened;
  BRAQUE_CHECK(!list.columns().empty() && list.columns().size() <= braque::kExactColumnsMax);
  std::uint64_t hash = sum;
  for (int i = 0; i < 64; ++i) {
    hash = hash * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
    (void)list.may_contain(hash);
    for (const braque::ExactEntry& entry : list.entries(hash)) {
      BRAQUE_CHECK(entry.hash == hash);
      (void)list.row_key(entry.row);
    }
    (void)list.row_key(static_cast<std::uint32_t>(hash >> 40));
  }
  return 0;
}
