// Folders and files that people mark as private by their names ("Privé", "02_PERSO", "Personal"),
// what is to be done with them, and the keyed names that stand in for what lies below such a
// folder. Case law protects what an employee has so named (packaging/doc/privacy.md).
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "privacy/keys.hpp"

namespace braque {

enum class PrivateMode : std::uint8_t {
  scan,    ///< like everything else; they are counted
  totals,  ///< read, but only how much there is of what is kept: no name, place, mask, fingerprint
  skip,    ///< not opened; each one is in the ledger
};

class PrivateNames {
 public:
  /// Names as people write them, compared as words without case and accents; numbers before them
  /// and an extension behind them do not count. None: the usual ones.
  explicit PrivateNames(const std::vector<std::string>& names = {});

  /// In French, English and their neighbours.
  static std::span<const std::string_view> usual() noexcept;

  /// Where the first component of that name ends; npos when there is none. Components are parted by
  /// any of `separators`.
  std::size_t end_of_first(std::string_view path, std::string_view separators = "/") const;

  /// Equal for lists that mean the same.
  std::uint64_t fingerprint() const;

 private:
  bool holds(std::string_view component) const;
  void add(std::string_view name);

  std::set<std::string, std::less<>> names_;  ///< folded
  std::size_t bytes_max_ = 0;                 ///< no component that is longer can be one
  std::array<bool, 256> beginnings_{};        ///< first bytes of names that are letters of ASCII
  bool numbers_ = false;                      ///< some name holds a digit
};

struct PrivatePolicy {
  PrivateMode mode = PrivateMode::scan;
  PrivateNames names{};

  /// "scan", or the mode with the fingerprint of its names: what the index holds depends on it.
  std::string description() const;
  static std::string_view name(PrivateMode mode) noexcept;
};

/// Parts of the locators that archives, mailboxes and documents make.
inline constexpr std::string_view kLocatorSeparators = "/\\>";

/// Where totals of members that people mark as private are kept.
inline constexpr std::string_view kPrivateLocator = "private";

/// Of one target. One thread at a time: it remembers the folder that was asked about last.
class PrivatePaths {
 public:
  /// Borrows names and key.
  PrivatePaths(const PrivateNames& names, const Key& id_key, std::string target_name);

  /// The path with a keyed name in place of each component below the first private one, or of the
  /// file that is one itself; "" when nothing in it is private. What was so made comes out as it
  /// is. A private folder keeps its own name. Valid until the next call.
  const std::string& concealed(std::string_view relative, bool is_folder);

 private:
  void look_at(std::string_view folder);
  std::string keyed(std::string_view relative) const;

  const PrivateNames& names_;
  const Key& id_key_;
  std::string target_name_;
  std::string folder_;            ///< the folder that was asked about last ...
  std::string concealed_folder_;  ///< ... and what stands in for it; "" when it is not private
  std::string answer_;
  bool any_ = false;  ///< folder_ is set
};

/// A locator in a container with one keyed name in place of what follows its first `shown` bytes
/// (PrivateNames::end_of_first).
std::string concealed_locator(const Key& id_key, std::string_view target_name,
                              std::string_view relative, std::string_view locator,
                              std::size_t shown);

/// Whether concealed() made this component.
bool is_keyed_name(std::string_view component) noexcept;

}  // namespace braque
