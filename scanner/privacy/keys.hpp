// The two secret keys behind fingerprints and finding ids. The fingerprint key can be rotated, and
// its id travels with each fingerprint; the id key never changes. They lie apart from the index, so
// that a stolen index alone gives no way to try values out.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace braque {

using Key = std::array<std::uint8_t, 32>;

/// Key bytes are wiped on destruction. Copies wipe themselves too; make few.
struct Keys {
  Key fingerprint_key{};
  Key id_key{};
  std::string fingerprint_key_id;  ///< first 8 hex digits of SHA-256 of the fingerprint key

  Keys() = default;
  Keys(const Keys&) = default;
  Keys& operator=(const Keys&) = default;
  ~Keys();
};

/// $XDG_CONFIG_HOME/braque/keys; without it /etc/braque/keys for root and ~/.config/braque/keys for
/// everyone else.
std::string default_key_directory();

/// Reads `fingerprint.key` and `id.key` (32 random bytes each, mode 0400, in a directory of mode
/// 0700), making directory and files at first use. Refuses (ErrorKind::invalid) keys that others
/// could read, files of another size, and a directory that is the index's or lies inside it;
/// `index_directory` may be empty (no index) and need not exist. Safe when several processes start
/// at once: all get the same keys.
Result<Keys> load_keys(const std::string& directory, const std::string& index_directory);

/// Puts a new fingerprint key in the place of the one that load_keys() reads, and keeps that as
/// `fingerprint-<its id>.key`. What was fingerprinted with it must be read again. Returns the id of
/// the new one.
Result<std::string> rotate_fingerprint_key(const std::string& directory);

/// The fingerprint key that rotate_fingerprint_key() replaced and kept under this id; nothing when
/// it is not there.
Result<std::optional<Keys>> load_replaced_key(const std::string& directory, const std::string& id);

/// Keys that nobody keeps, for an account that has no place for keys: ids and fingerprints made
/// with them compare within one run only.
Result<Keys> passing_keys();

}  // namespace braque
