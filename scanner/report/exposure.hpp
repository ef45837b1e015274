// Who can read what holds personal data: items by how many people that is, and why it may be too
// many.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/document.hpp"
#include "report/facts.hpp"

namespace braque::report {

/// Who can read an item besides administrators, the widest first.
enum class Exposed : std::uint8_t { everybody, large_group, some, owner, nobody, unknown };
inline constexpr std::size_t kExposed = 6;
/// A group of this many accounts is a large one.
inline constexpr std::uint64_t kLargeGroup = 50;

struct ItemExposure {
  Exposed exposed = Exposed::unknown;
  std::vector<std::string>
      readers{};        ///< names of accounts and groups; none for everybody and for unknown
  bool orphan = false;  ///< it belongs to an account that is no more
};

class Exposure {
 public:
  /// `groups` must outlive this.
  explicit Exposure(const Groups& groups) : groups_(groups) {}
  void add(const ItemFacts& item, ItemExposure exposure);
  Document document();

 private:
  struct Line {
    ItemFacts item;
    ItemExposure exposure;
  };
  Table level_table() const;
  Table item_table();

  const Groups& groups_;
  std::vector<Line> lines_;
};

std::string_view name(Exposed exposed) noexcept;

}  // namespace braque::report
