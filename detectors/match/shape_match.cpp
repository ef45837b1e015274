// From the places that the vector scan pointed at to verified candidates.
#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "base/ascii.hpp"
#include "match/extents.hpp"
#include "match/found.hpp"
#include "match/lookalike.hpp"

namespace braque::match {
namespace {

/// From a colon that is punctuation to the first one of an address.
constexpr std::size_t kColonReach = 8;

constexpr EvidenceSet bit(Evidence evidence) { return static_cast<EvidenceSet>(evidence); }

class ShapeFinder {
 public:
  ShapeFinder(const RuleSet::Engines& engines, std::string_view text, Owned owned,
              std::vector<Found>& found, std::vector<SearchRange>& numbers)
      : engines_(engines), text_(text), owned_(owned), found_(found), numbers_(numbers) {}

  void look(const ShapeCandidate& candidate) {
    switch (candidate.pointer) {
      case Pointer::token: return token(candidate.position);
      case Pointer::year: return dates(named_date_before(text_, candidate.position));
      case Pointer::at: return simple(email_around(text_, candidate.position), engines_.email);
      case Pointer::colon: return colon(candidate.position);
    }
  }

 private:
  void token(std::size_t start) {
    walk_token(text_, start, walk_);
    std::uint64_t ends = walk_.ends & engines_.templates.lengths();
    for (; ends != 0; ends &= ends - 1)
      templates_of(static_cast<std::size_t>(__builtin_ctzll(ends)), start);
    if ((walk_.digits & 1) != 0) {
      if (!engines_.number.empty() && std::popcount(walk_.digits) >= kNumberDigits) number(start);
      if (!engines_.ipv4.empty()) ipv4(start);
      if (!engines_.date.empty() && walk_.separated != 0) dates(date_from(text_, start));
    }
    if (!engines_.mac.empty() && walk_.separated != 0) simple(mac_from(text_, start), engines_.mac);
    mrz(start);
  }

  void templates_of(std::size_t length, std::size_t start) {
    const std::uint32_t end = walk_.position[length - 1] + 1;
    std::optional<EvidenceSet> inside;  // the same for all rules
    for (const CompiledTemplate& form : engines_.templates.of_length(length)) {
      if (!fits(form, walk_)) continue;
      if (form.weak() && length < walk_.length && ((walk_.digits >> length) & 1) != 0) continue;
      const std::size_t begin = form.plus ? start - 1 : start;
      if (!owned_.holds(begin)) continue;
      const Candidate candidate{{walk_.compact.data(), length}, text_.substr(begin, end - begin)};
      if (!verified(engines_, form.rule, candidate)) continue;
      if (!inside) inside = look_inside(candidate.compact);
      Found found{static_cast<std::uint32_t>(begin), end, form.rule, *inside, 0, true, form.logit};
      const std::uint64_t used = (std::uint64_t{1} << length) - 1;
      if ((walk_.separated & used) != 0) {
        found.separator = walk_.separator[static_cast<std::size_t>(__builtin_ctzll(walk_.separated))];
        found.evidence = static_cast<EvidenceSet>(found.evidence & ~bit(Evidence::timestamp));
        if (canonical(form, walk_)) found.evidence |= bit(Evidence::separators);
      }
      add(found);
    }
  }

  /// Fewest digits of a number that a recogniser is asked about.
  static constexpr int kNumberDigits = 7;

  void number(std::size_t start) {
    const bool opened = walk_.plus_before || (start > 0 && text_[start - 1] == '(');
    const std::size_t begin = opened ? start - 1 : start;
    numbers_.push_back({begin, start + 1});
  }

  void ipv4(std::size_t start) {
    const Extent extent = ipv4_from(text_, start);
    if (!extent.found()) return;
    EvidenceSet evidence = 0;
    const std::string_view address = text_.substr(extent.begin, extent.end - extent.begin);
    if (private_ipv4(address)) evidence |= bit(Evidence::private_range);
    if (version_before(text_, extent.begin) || small_groups(address)) evidence |= bit(Evidence::version);
    simple(extent, engines_.ipv4, evidence, true, '.');
  }

  static constexpr std::size_t kShortestGroups = 2;  // "::"

  void colon(std::size_t position) {
    Extent extent = colon_groups_around(text_, position);
    if (extent.end - extent.begin < kShortestGroups) {
      // "MAC : 00:1a:..": the first colon was punctuation.
      const std::size_t next = text_.find(':', position + 1);
      if (next == std::string_view::npos || next > position + kColonReach) return;
      extent = colon_groups_around(text_, next);
    }
    if (!extent.found()) return;
    const std::string_view address = text_.substr(extent.begin, extent.end - extent.begin);
    simple(extent, engines_.mac);
    simple(extent, engines_.ipv6, private_ipv6(address) ? bit(Evidence::private_range) : EvidenceSet{0});
  }

  void dates(const Extent& extent) {
    if (!extent.found()) return;
    if (time_after(text_, extent.end)) return;  // a timestamp is no date of birth
    simple(extent, engines_.date);
  }

  void mrz(std::size_t start) {
    const auto sex_at = [&](std::size_t offset) {
      const char c = start + offset < text_.size() ? text_[start + offset] : '\0';
      return c == 'M' || c == 'F' || c == '<' || c == 'X';
    };
    if (!engines_.mrz_td3.empty() && sex_at(20)) simple(mrz_td3_around(text_, start), engines_.mrz_td3);
    if (!engines_.mrz_td1.empty() && sex_at(7)) simple(mrz_td1_around(text_, start), engines_.mrz_td1);
  }

  void simple(const Extent& extent, const std::vector<std::uint16_t>& rules, EvidenceSet evidence = 0,
              bool guarded = false, char separator = 0) {
    if (!extent.found() || !owned_.holds(extent.begin)) return;
    const std::string_view value = text_.substr(extent.begin, extent.end - extent.begin);
    for (std::uint16_t rule : rules) {
      if (!verified(engines_, rule, Candidate{value, value})) continue;
      add({static_cast<std::uint32_t>(extent.begin), static_cast<std::uint32_t>(extent.end), rule,
           evidence, separator, guarded});
    }
  }

  void add(Found found) {
    if (engines_.verifiers[found.rule].present()) found.evidence |= bit(Evidence::check_digit);
    found_.push_back(found);
  }

  const RuleSet::Engines& engines_;
  std::string_view text_;
  Owned owned_;
  std::vector<Found>& found_;
  std::vector<SearchRange>& numbers_;
  TokenWalk walk_;
};

}  // namespace

void find_shapes(const RuleSet::Engines& engines, std::string_view text, Owned owned, Owned reach,
                 std::vector<Found>& found, std::vector<SearchRange>& numbers,
                 std::uint64_t& line_feeds) {
  // What begins in the range can be pointed at behind it: an @ after 64 bytes of local part, the
  // second line of a machine-readable zone, the year of a date.
  constexpr std::size_t kBehind = 128;
  constexpr int kLongestWord = 12;
  std::array<ShapeCandidate, 1024> candidates;
  ShapeFinder finder(engines, text, reach, found, numbers);
  // What is no template but begins with a letter, the addresses of devices and machine-readable
  // zones, is longer than any of them.
  const auto shortest = static_cast<unsigned>(
      std::min(std::countr_zero(engines.templates.lengths()), kLongestWord));
  line_feeds = 0;
  const std::size_t limit = std::min(text.size(), reach.end + kBehind);
  for (std::size_t at = reach.begin; at < limit;) {
    const std::size_t to = at < owned.begin ? owned.begin : at < owned.end ? owned.end : limit;
    const ShapeScanResult result = scan_shapes(engines.level, text, at, to, candidates, shortest);
    if (owned.holds(at)) line_feeds += result.line_feeds;
    for (std::size_t i = 0; i < result.candidates; ++i) finder.look(candidates[i]);
    at = result.scanned_to;
  }
}

}  // namespace braque::match
