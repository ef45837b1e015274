#include "documents/pdf_cipher.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <vector>

namespace braque::documents {
namespace {

using namespace std::string_view_literals;

/// 7.6.3.3, algorithm 2: what fills up a short password.
constexpr std::string_view kPadding =
    "\x28\xbf\x4e\x5e\x4e\x75\x8a\x41\x64\x00\x4e\x56\xff\xfa\x01\x08"
    "\x2e\x2e\x00\xb6\xd0\x68\x3e\x80\x2f\x0c\xa9\xfe\x64\x53\x69\x7a"sv;
constexpr std::size_t kBlockBytes = 16;

std::string digest(const EVP_MD* kind, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> made;
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), made.data(), &size, kind, nullptr) != 1) return {};
  return {reinterpret_cast<const char*>(made.data()), size};
}

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

/// AES in CBC mode without padding; whole blocks only. "" when the key does not fit.
std::string aes_cbc(std::string_view key, std::string_view start, std::string_view bytes,
                    bool encrypt) {
  const EVP_CIPHER* kind = key.size() == 32 ? EVP_aes_256_cbc() : EVP_aes_128_cbc();
  if ((key.size() != 16 && key.size() != 32) || start.size() < kBlockBytes) return {};
  bytes = bytes.substr(0, bytes.size() / kBlockBytes * kBlockBytes);
  std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context(EVP_CIPHER_CTX_new());
  const auto raw = [](std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  if (!context ||
      EVP_CipherInit_ex(context.get(), kind, nullptr, raw(key), raw(start), encrypt ? 1 : 0) != 1)
    return {};
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  std::string made(bytes.size() + kBlockBytes, '\0');
  constexpr std::size_t kStep = 1 << 28;
  std::size_t filled = 0;
  for (std::size_t at = 0; at < bytes.size(); at += kStep) {
    int count = 0;
    const auto part = bytes.substr(at, kStep);
    if (EVP_CipherUpdate(context.get(), reinterpret_cast<unsigned char*>(made.data()) + filled,
                         &count, raw(part), static_cast<int>(part.size())) != 1)
      break;
    filled += static_cast<std::size_t>(count);
  }
  made.resize(filled);
  return made;
}

std::string rc4(std::string_view key, std::string_view bytes) {
  std::array<unsigned char, 256> state;
  std::iota(state.begin(), state.end(), static_cast<unsigned char>(0));
  unsigned j = 0;
  for (unsigned i = 0; i < 256 && !key.empty(); ++i) {
    j = (j + state[i] + static_cast<unsigned char>(key[i % key.size()])) & 0xff;
    std::swap(state[i], state[j]);
  }
  std::string made(bytes);
  unsigned i = 0;
  j = 0;
  for (char& byte : made) {
    i = (i + 1) & 0xff;
    j = (j + state[i]) & 0xff;
    std::swap(state[i], state[j]);
    byte =
        static_cast<char>(static_cast<unsigned char>(byte) ^ state[(state[i] + state[j]) & 0xffU]);
  }
  return made;
}

std::uint64_t number_of(const PdfValue& dictionary, std::string_view key, std::uint64_t otherwise) {
  const PdfValue* value = dictionary.get(key);
  return value == nullptr ? otherwise : value->whole_number();
}

std::string text_of(const PdfValue& dictionary, std::string_view key) {
  const PdfValue* value = dictionary.get(key);
  return value == nullptr ? std::string() : value->text;
}

/// Algorithm 2, revisions 2 to 4.
std::string key_by_md5(const PdfValue& dictionary, std::uint64_t revision, std::string_view id,
                       bool metadata_encrypted) {
  std::string source(kPadding);
  source += text_of(dictionary, "O").substr(0, 32);
  const PdfValue* permissions = dictionary.get("P");
  const double stated = permissions == nullptr ? 0 : permissions->number;
  const auto bits =
      static_cast<std::uint32_t>(static_cast<std::int64_t>(std::abs(stated) < 1e15 ? stated : 0));
  for (int i = 0; i < 4; ++i) source += static_cast<char>(bits >> (8 * i) & 0xff);
  source += id;
  if (revision >= 4 && !metadata_encrypted) source += "\xff\xff\xff\xff";
  std::uint64_t size = revision < 3 ? 5 : number_of(dictionary, "Length", 40) / 8;
  if (number_of(dictionary, "V", 0) == 4) size = 16;
  size = std::clamp<std::uint64_t>(size, 5, 16);
  std::string key = digest(EVP_md5(), source).substr(0, size);
  for (int i = 0; revision >= 3 && i < 50; ++i) key = digest(EVP_md5(), key).substr(0, size);
  return key;
}

/// ISO 32000-2, algorithm 2.B, for an empty password.
std::string hash_revision_6(std::string_view salt) {
  std::string key = digest(EVP_sha256(), salt);
  constexpr int kRoundsMin = 64, kRoundsMax = 1024;
  for (int round = 0; round < kRoundsMax && key.size() >= 32; ++round) {
    std::string source;
    for (int i = 0; i < 64; ++i) source += key;
    const std::string scrambled = aes_cbc(std::string_view(key).substr(0, 16),
                                          std::string_view(key).substr(16, 16), source, true);
    unsigned sum = 0;
    for (std::size_t i = 0; i < 16 && i < scrambled.size(); ++i)
      sum += static_cast<unsigned char>(scrambled[i]);
    key = digest(sum % 3 == 0   ? EVP_sha256()
                 : sum % 3 == 1 ? EVP_sha384()
                                : EVP_sha512(),
                 scrambled);
    const int last = scrambled.empty() ? 0 : static_cast<unsigned char>(scrambled.back());
    if (round >= kRoundsMin - 1 && last <= round + 1 - 32) break;
  }
  return key.substr(0, 32);
}

/// Revisions 5 and 6: the key lies in /UE, under a hash of the password and the second salt of /U.
std::string key_by_sha(const PdfValue& dictionary, std::uint64_t revision) {
  const std::string user = text_of(dictionary, "U"), packed = text_of(dictionary, "UE");
  if (user.size() < 48 || packed.size() < 32) return {};
  const auto salt = std::string_view(user).substr(40, 8);
  const std::string key = revision == 5 ? digest(EVP_sha256(), salt) : hash_revision_6(salt);
  return aes_cbc(key, std::string(kBlockBytes, '\0'), packed.substr(0, 32), false);
}

}  // namespace

/// 7.6.5: the crypt filter that /StmF or /StrF names.
PdfCipher::Method PdfCipher::method_of(const PdfValue& dictionary, std::string_view which) {
  const PdfValue* filters = dictionary.get("CF");
  const PdfValue* filter = filters == nullptr ? nullptr : filters->get(text_of(dictionary, which));
  if (filter == nullptr) return Method::none;
  const std::string name = text_of(*filter, "CFM");
  if (name == "V2") return Method::rc4;
  if (name == "AESV2") return Method::aes_128;
  return name == "AESV3" ? Method::aes_256 : Method::none;
}

std::optional<PdfCipher> PdfCipher::with_empty_password(const PdfValue& dictionary,
                                                        std::string_view id) {
  if (text_of(dictionary, "Filter") != "Standard") return std::nullopt;
  const std::uint64_t version = number_of(dictionary, "V", 0);
  const std::uint64_t revision = number_of(dictionary, "R", 0);
  PdfCipher cipher;
  cipher.metadata_encrypted_ = number_of(dictionary, "EncryptMetadata", 1) != 0;
  if (const PdfValue* stated = dictionary.get("EncryptMetadata"))
    cipher.metadata_encrypted_ = stated->number != 0;
  if (version >= 4) {
    cipher.strings_ = method_of(dictionary, "StrF");
    cipher.streams_ = method_of(dictionary, "StmF");
  }
  if (revision >= 2 && revision <= 4)
    cipher.key_ = key_by_md5(dictionary, revision, id, cipher.metadata_encrypted_);
  else if (revision == 5 || revision == 6)
    cipher.key_ = key_by_sha(dictionary, revision);
  if (cipher.key_.empty()) return std::nullopt;
  return cipher;
}

/// Algorithm 1: a key for each object; AES puts the first block before the bytes and pads the last.
std::string PdfCipher::decrypt(Method method, std::string_view bytes, std::uint32_t number,
                               std::uint32_t generation) const {
  if (method == Method::none) return std::string(bytes);
  std::string key = key_;
  if (method != Method::aes_256) {
    for (int i = 0; i < 3; ++i) key += static_cast<char>(number >> (8 * i) & 0xff);
    for (int i = 0; i < 2; ++i) key += static_cast<char>(generation >> (8 * i) & 0xff);
    if (method == Method::aes_128) key += "sAlT";
    key = digest(EVP_md5(), key).substr(0, std::min<std::size_t>(key_.size() + 5, 16));
  }
  if (method == Method::rc4) return rc4(key, bytes);
  if (bytes.size() < 2 * kBlockBytes) return {};
  std::string made = aes_cbc(key, bytes, bytes.substr(kBlockBytes), false);
  if (!made.empty() && static_cast<unsigned char>(made.back()) <= kBlockBytes)
    made.resize(made.size() -
                std::min<std::size_t>(made.size(), static_cast<unsigned char>(made.back())));
  return made;
}

void PdfCipher::decrypt_strings(PdfValue& value, std::uint32_t number,
                                std::uint32_t generation) const {
  if (strings_ == Method::none || number == left_out_) return;
  std::vector<PdfValue*> left{&value};
  while (!left.empty()) {
    PdfValue& next = *left.back();
    left.pop_back();
    if (next.is(PdfValue::Kind::string))
      next.text = decrypt(strings_, next.text, number, generation);
    for (PdfValue& item : next.items) left.push_back(&item);
  }
}

std::string PdfCipher::decrypt_stream(std::string_view bytes, const PdfValue& dictionary,
                                      std::uint32_t number, std::uint32_t generation) const {
  const PdfValue* type = dictionary.get("Type");
  const bool plain = type != nullptr &&
                     (type->is_name("XRef") || (type->is_name("Metadata") && !metadata_encrypted_));
  return decrypt(plain ? Method::none : streams_, bytes, number, generation);
}

}  // namespace braque::documents
