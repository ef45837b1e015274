// Private keys in PEM, OpenSSH and OpenPGP armour.
// Sources: RFC 7468 sections 10, 11 and 13; RFC 5958; OpenSSH's PROTOCOL.key; RFC 4880 section 6.2
// (PGP, BLOCK).
#include "recognise/recognisers.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/weights.hpp"

namespace braque {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kKinds[] = {"PRIVATE KEY-----",
                                       "RSA PRIVATE KEY-----",
                                       "EC PRIVATE KEY-----",
                                       "DSA PRIVATE KEY-----",
                                       "OPENSSH PRIVATE KEY-----",
                                       "ENCRYPTED PRIVATE KEY-----",
                                       "PGP PRIVATE KEY BLOCK-----",
                                       "ENCRYPTED PRIVATE KEY BLOCK-----",
                                       "SSH2 ENCRYPTED PRIVATE KEY-----"};
constexpr std::size_t kBodyMax = 320;     ///< bytes of the body that are taken along
constexpr std::size_t kBodyShortest = 8;  ///< base64 characters in a row that make a body
using namespace weights::private_key;

bool is_base64(char c) { return ascii::is_alnum(c) || c == '+' || c == '/' || c == '='; }

std::size_t header_size(std::string_view text) {
  for (std::string_view kind : kKinds)
    if (text.starts_with(kind)) return kind.size();
  return 0;
}

/// Ends of lines as they are, and as \n and \r in strings of programs, with the quotes and plus
/// signs that join these.
std::size_t gap_at(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size() && at - begin < 24) {
    const char c = text[at];
    if (c == '\\' && at + 1 < text.size() && (text[at + 1] == 'n' || text[at + 1] == 'r'))
      at += 2;
    else if (c == '\n' || c == '\r' || c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '+' ||
             c == '\\')
      ++at;
    else
      break;
  }
  return at - begin;
}

/// An RSA key of 512 bits and less: its DER (RFC 8017 appendix A.1.2) has a length of 0x01xx or
/// less, which is "MIIB" or "MIH" in base64; one of 1024 bits begins with "MIIC".
bool is_toy(std::string_view key) {
  if (!key.starts_with("RSA ")) return false;
  const std::size_t first = key.find_first_not_of("-\r\n \t\"'\\", key.find("KEY-----") + 8);
  return first != std::string_view::npos &&
         (key.substr(first).starts_with("MIIB") || key.substr(first).starts_with("MIH"));
}

/// Bytes of the body's first lines of base64, behind at most a few lines of headers (RFC 1421).
std::size_t body_size(std::string_view text) {
  text = text.substr(0, std::min(text.size(), kBodyMax));
  std::size_t at = 0, body = 0;
  while (at < text.size()) {
    const std::size_t line = at + gap_at(text, at);
    if (line == at && at != 0) break;
    std::size_t end = line;
    while (end < text.size() && is_base64(text[end])) ++end;
    if (end - line < kBodyShortest) break;
    body = at = end;
  }
  return body;
}

/// Finds "-----BEGIN ... PRIVATE KEY-----" and the first lines of the body, so that different keys
/// are different values. A header without a body is likely a constant of a program and says less.
class PrivateKey : public Recogniser {
 public:
  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override;
};

void PrivateKey::find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const {
  const std::string_view text = view.text();
  for (std::size_t at = range.begin; at < range.end;) {
    at = text.find(kBegin, at);
    if (at >= range.end) return;
    const std::size_t header = header_size(text.substr(at + kBegin.size()));
    if (header == 0) {
      at += kBegin.size();
      continue;
    }
    const std::size_t end = at + kBegin.size() + header;
    const std::size_t body = body_size(text.substr(end));
    found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end + body),
                     body == 0                                                ? kHeaderAlone
                     : is_toy(text.substr(at + kBegin.size(), header + body)) ? kToy
                                                                              : kWithBody});
    at = end + body;
  }
}

}  // namespace

namespace recognise {

std::unique_ptr<const Recogniser> make_private_key() { return std::make_unique<PrivateKey>(); }

}  // namespace recognise
}  // namespace braque
