// The files of a directory in memory, for measurements without reading.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace braque::bench {

struct Corpus {
  std::string name;
  std::string directory;
  std::string bytes;              ///< all files one after the other, at most kBytesMax
  std::vector<std::size_t> ends;  ///< of each file in `bytes`
  std::vector<std::string_view> windows() const;  ///< files cut into pieces of at most 1 MiB
};

inline constexpr std::size_t kBytesMax = std::size_t{512} << 20;

/// Reads the regular files below `directory`, in order of their paths, until kBytesMax.
Corpus load_corpus(std::string name, std::string directory);

}  // namespace braque::bench
