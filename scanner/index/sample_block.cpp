#include "index/sample_block.hpp"

#include "index/names.hpp"
#include "index/varint.hpp"

namespace braque::index {
namespace {

constexpr char kVersion = 2;
/// Without the lines of telephone numbers.
constexpr char kFirstVersion = 1;
/// Two letters, as validate::pack_country packs them.
constexpr std::uint64_t kCountriesPacked = 26 * 26;
constexpr std::size_t kDigestBytes = sizeof(Digest);

bool read_phone(std::string_view& in, PhoneLine& phone) {
  std::uint64_t country = 0;
  std::uint64_t type = 0;
  if (!read_varint(in, country) || !read_varint(in, type)) return false;
  if (country > kCountriesPacked || type >= kPhoneTypeCount) return false;
  phone.country = static_cast<std::uint16_t>(country);
  phone.type = static_cast<PhoneType>(type);
  return true;
}

bool read_sample(std::string_view& in, Sample& sample) {
  std::uint64_t size = 0;
  if (!read_varint(in, sample.line) || !read_varint(in, sample.offset) ||
      !read_varint(in, sample.length) || !read_varint(in, size)) {
    return false;
  }
  if (in.size() < kDigestBytes || size > in.size() - kDigestBytes) return false;
  sample.masked = in.substr(0, size);
  sample.fingerprint = digest_from(in.substr(size, kDigestBytes));
  in.remove_prefix(size + kDigestBytes);
  return true;
}

}  // namespace

void append_sample(std::string& block, const Sample& sample) {
  if (block.empty()) block.push_back(kVersion);
  append_varint(block, sample.line);
  append_varint(block, sample.offset);
  append_varint(block, sample.length);
  append_varint(block, sample.masked.size());
  block += sample.masked;
  block.append(reinterpret_cast<const char*>(sample.fingerprint.data()), kDigestBytes);
  append_varint(block, sample.phone.country);
  append_varint(block, static_cast<std::uint64_t>(sample.phone.type));
}

SampleDecoder::SampleDecoder(std::string_view bytes) : rest_(bytes) {
  damaged_ = rest_.empty() || (rest_.front() != kVersion && rest_.front() != kFirstVersion);
  has_phones_ = !damaged_ && rest_.front() == kVersion;
  rest_.remove_prefix(damaged_ ? rest_.size() : 1);
}

bool SampleDecoder::next(Sample& sample) {
  if (rest_.empty()) return false;
  sample.phone = {};
  damaged_ = !read_sample(rest_, sample) || (has_phones_ && !read_phone(rest_, sample.phone));
  if (damaged_) rest_ = {};
  return !damaged_;
}

}  // namespace braque::index
