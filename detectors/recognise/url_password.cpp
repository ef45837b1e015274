// Passwords and tokens in addresses: scheme://user:password@host and scheme://token@host. Source:
// RFC 3986 section 3.2.1, which deprecates them. What a manual would write is left out, and so is
// what detectors/validate/secret.cpp finds in connection strings of databases.
#include <algorithm>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "recognise/recognisers.hpp"
#include "validate/check.hpp"
#include "validate/checks.hpp"
#include "validate/randomness.hpp"

namespace braque {
namespace {

constexpr std::size_t kSchemeMax = 16;
constexpr std::size_t kUserMax = 256;  ///< bytes of user and password
constexpr std::size_t kHostMax = 253;  ///< RFC 1035 section 2.3.4
using namespace weights::url_password;

bool ends_authority(char c) {
  return static_cast<unsigned char>(c) <= ' ' ||
         std::string_view("/\"'`<>(){}[]\\|^").find(c) != std::string_view::npos;
}

bool is_host(char c) { return ascii::is_alnum(c) || c == '.' || c == '-' || c == ':' || c == '_'; }

/// Where the address begins whose :// stands at `colon`, or `colon` when there is no scheme.
std::size_t scheme_begin(std::string_view text, std::size_t colon) {
  std::size_t begin = colon;
  while (begin > 0 && colon - begin < kSchemeMax &&
         (ascii::is_alnum(text[begin - 1]) || text[begin - 1] == '+' || text[begin - 1] == '-'))
    --begin;
  return begin;
}

/// An access token stands alone before the @: long, without dots, and random.
bool is_token_address(std::string_view user) {
  constexpr std::size_t kTokenShortest = 20;
  return user.size() >= kTokenShortest && user.find_first_of(":.") == user.npos &&
         validate::randomness_of(user) == validate::Randomness::good;
}

class UrlPassword : public Recogniser {
 public:
  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override {
    const std::string_view text = view.text();
    const std::size_t end = std::min(text.size(), range.end + kSchemeMax);
    for (std::size_t at = text.find("://", range.begin); at < end; at = text.find("://", at + 3)) {
      const std::size_t begin = scheme_begin(text, at);
      if (begin == at || begin < range.begin || begin >= range.end) continue;
      const std::size_t stop = authority_end(text, at + 3);
      if (stop == 0) continue;
      const std::string_view address = text.substr(begin, stop - begin);
      const std::string_view user = text.substr(at + 3, text.rfind('@', stop) - at - 3);
      if (!validate::url_password({address, address}) && !is_token_address(user)) continue;
      found.push_back(
          {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(stop), kLogit});
    }
  }

 private:
  /// Behind the host of user@host that begins at `from`; 0 when there is no user.
  static std::size_t authority_end(std::string_view text, std::size_t from) {
    const std::size_t last = std::min(text.size(), from + kUserMax);
    std::size_t at = 0;
    for (std::size_t i = from; i < last && !ends_authority(text[i]); ++i)
      if (text[i] == '@') at = i;
    if (at == 0) return 0;
    std::size_t end = at + 1;
    while (end < text.size() && end - at <= kHostMax && is_host(text[end])) ++end;
    return end > at + 1 ? end : 0;
  }
};

}  // namespace

namespace recognise {

std::unique_ptr<const Recogniser> make_url_password() { return std::make_unique<UrlPassword>(); }

}  // namespace recognise
}  // namespace braque
