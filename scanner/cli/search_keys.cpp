#include "cli/search_keys.hpp"

#include <set>

#include "cli/command.hpp"
#include "cli/decisions.hpp"
#include "cli/index_place.hpp"
#include "privacy/keys.hpp"

namespace braque::cli {

Result<std::vector<Fingerprinter>> search_keys(const Settings& settings,
                                               index::IndexReader& reader) {
  const std::string directory = key_directory(settings);
  auto keys = load_keys(directory, directory_of(index_path(settings)));
  if (!keys) return keys.error();
  std::vector<Fingerprinter> all{Fingerprinter(keys->fingerprint_key)};
  std::set<std::string> ids;
  auto done = reader.runs(0, [&](index::StoredRun& run) {
    ids.insert(run.key_id);
    return true;
  });
  if (!done) return done.error();
  ids.erase(keys->fingerprint_key_id);
  for (const std::string& id : ids) {
    auto old = load_replaced_key(directory, id);
    if (!old) return old.error();
    if (*old)
      all.emplace_back((*old)->fingerprint_key);
    else
      complain("what was read with the fingerprint key " + id + ", which is not in " + directory +
               ", cannot be searched until it is read again");
  }
  return all;
}

std::uint64_t prefix_of(const Digest& digest) noexcept {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < 8; ++i) prefix = prefix << 8 | digest[i];
  return prefix;
}

}  // namespace braque::cli
