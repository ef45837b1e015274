#include "documents/mail_part.hpp"

#include <algorithm>
#include <cstring>

#include "documents/code_page.hpp"
#include "extract/encoding.hpp"

namespace braque::documents::mail {
namespace {

constexpr std::size_t kPieceBytes = 16 << 10;
constexpr std::size_t kHeadBytes = 64 << 10;
constexpr std::size_t kLineBytesMax = 64 << 10;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& byte : result)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + 32);
  return result;
}

/// The head without a character that it cuts at its end.
std::string_view whole_characters(std::string_view head) {
  std::size_t tail = 0;
  while (tail < 3 && tail < head.size() &&
         (static_cast<unsigned char>(head[head.size() - 1 - tail]) & 0xc0) == 0x80)
    ++tail;
  if (tail < head.size() && static_cast<unsigned char>(head[head.size() - 1 - tail]) >= 0xc0)
    ++tail;
  return head.substr(0, head.size() - std::min(tail, head.size()));
}

/// `<meta charset=...>` or `<meta http-equiv content="...; charset=...">`.
std::string charset_in_html(std::string_view head) {
  const std::string text = lower(head.substr(0, 4096));
  const std::size_t meta = text.find("<meta");
  if (meta == std::string::npos) return {};
  std::size_t at = text.find("charset=", meta);
  if (at == std::string::npos) return {};
  at += 8;
  if (at < text.size() && (text[at] == '"' || text[at] == '\'')) ++at;
  const std::size_t end = text.find_first_of("\"'>; /", at);
  return end == std::string::npos ? std::string() : text.substr(at, end - at);
}

}  // namespace

bool PartBytes::decode_line() {
  std::string_view line;
  if (!lines_.next_line(line)) {
    decoder_->finish(ready_);
    return false;
  }
  if (!line_end_.empty()) decoder_->decode(line_end_, ready_);
  line_end_ = line.ends_with("\r\n") ? "\r\n" : line.ends_with('\n') ? "\n" : "";
  decoder_->decode(line.substr(0, line.size() - line_end_.size()), ready_);
  return true;
}

bool PartBytes::more(std::string& out) {
  while (!ended_ && ready_.size() - given_ < kPieceBytes) ended_ = !decode_line();
  out.append(ready_, given_);
  ready_.clear();
  given_ = 0;
  return !ended_;
}

std::size_t PartBytes::unpack(std::span<char> into) {
  if (given_ == ready_.size()) {
    ready_.clear();
    given_ = 0;
    while (!ended_ && ready_.size() < kPieceBytes) ended_ = !decode_line();
  }
  const std::size_t count = std::min(into.size(), ready_.size() - given_);
  std::memcpy(into.data(), ready_.data() + given_, count);
  given_ += count;
  return count;
}

std::string_view PartBytes::head(std::size_t bytes_max, bool& whole) {
  while (!ended_ && ready_.size() - given_ < bytes_max) ended_ = !decode_line();
  const std::string_view ready = std::string_view(ready_).substr(given_);
  whole = ended_ && ready.size() <= bytes_max;
  return ready.substr(0, bytes_max);
}

std::string charset_of(std::string_view head, bool whole, std::string_view stated, bool html) {
  const std::string name = lower(stated);
  const bool fits = is_utf8(whole ? head : whole_characters(head));
  const bool weak = name.empty() || name == "us-ascii" || name == "ascii" || name == "utf-8" ||
                    name == "utf8" || name == "7bit" || open_charset(name) == nullptr;
  if (!weak) return name;
  if (fits && head.find('\0') == std::string_view::npos &&
      head.find("\x1b$") == std::string_view::npos)
    return {};
  if (html) {
    const std::string own = charset_in_html(head);
    if (!own.empty() && own != "utf-8" && open_charset(own) != nullptr) return own;
  }
  const std::string found = extract::detect_encoding(head, whole).name;
  if (found == "UTF-8" || found == "ASCII") return {};
  return found.empty() ? std::string("windows-1252") : found;
}

PartText::PartText(PartBytes& bytes, const ContentInfo& info, bool html)
    : bytes_(bytes), flowed_(info.flowed && !html), delete_space_(info.delete_space) {
  bool whole = false;
  const std::string_view head = bytes.head(kHeadBytes, whole);
  const std::string charset = charset_of(head, whole, info.charset, html);
  if (!charset.empty()) converter_ = open_charset(charset);
}

bool PartText::make(std::string& text) {
  std::string bytes;
  const bool more = bytes_.more(bytes);
  std::string decoded;
  if (converter_ != nullptr)
    converter_->convert(bytes, !more, decoded);
  else
    decoded = std::move(bytes);
  if (!flowed_) {
    text += decoded;
    return more;
  }
  // RFC 3676, 4.4: a line that ends with a space goes on in the next one of the same quote depth;
  // "-- " does not; a first space was put there against From and quotes.
  rest_ += decoded;
  std::size_t at = 0;
  for (std::size_t end; (end = rest_.find('\n', at)) != std::string::npos; at = end + 1) {
    std::string_view line(rest_.data() + at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::string_view next(rest_.data() + end + 1, rest_.size() - end - 1);
    const std::size_t depth = std::min(line.find_first_not_of('>'), line.size());
    if (next.empty() && more) break;  // what follows decides
    const std::size_t next_depth = std::min(next.find_first_not_of('>'), next.size());
    const bool soft = line.ends_with(' ') && line.substr(depth) != "-- " &&
                      line.substr(depth) != " -- " && depth == next_depth;
    if (soft && delete_space_) line.remove_suffix(1);
    text += line;
    if (!soft) {
      text += '\n';
      continue;
    }
    // The quote marks of the next line are left out.
    end += next_depth;
    if (end + 1 < rest_.size() && rest_[end + 1] == ' ') ++end;
  }
  rest_.erase(0, std::min(at, rest_.size()));
  if (!more || rest_.size() > kLineBytesMax) {
    text += rest_;
    rest_.clear();
  }
  return more;
}

}  // namespace braque::documents::mail
