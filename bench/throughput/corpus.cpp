#include "throughput/corpus.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace braque::bench {

std::vector<std::string_view> Corpus::windows() const {
  constexpr std::size_t kWindow = std::size_t{1} << 20;
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t end : ends) {
    for (; begin < end; begin += std::min(kWindow, end - begin))
      out.push_back(std::string_view(bytes).substr(begin, std::min(kWindow, end - begin)));
  }
  return out;
}

Corpus load_corpus(std::string name, std::string directory) {
  namespace fs = std::filesystem;
  Corpus corpus{std::move(name), std::move(directory), {}, {}};
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(corpus.directory))
    if (entry.is_regular_file() && !entry.is_symlink()) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    std::ifstream in(path, std::ios::binary);
    corpus.bytes.append(std::istreambuf_iterator<char>(in), {});
    if (corpus.bytes.size() > kBytesMax) {
      corpus.bytes.resize(corpus.ends.empty() ? 0 : corpus.ends.back());
      break;
    }
    corpus.ends.push_back(corpus.bytes.size());
  }
  return corpus;
}

}  // namespace braque::bench
