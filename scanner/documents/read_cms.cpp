// Signed and encrypted mail ([RFC 5652], files .p7m and .p7s): what was signed is read, and who
// signed it; what is encrypted is said to be.
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <openssl/cms.h>  // declares its PEM functions only after pem.h

#include <memory>

#include "documents/binary_value.hpp"
#include "documents/property_lines.hpp"
#include "documents/readers.hpp"
#include "documents/whole_file.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

constexpr std::string_view kPem = "-----BEGIN";

template <auto free>
struct Free {
  template <typename T>
  void operator()(T* object) const {
    free(object);
  }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free>>;
using Message = std::unique_ptr<CMS_ContentInfo, Free<CMS_ContentInfo_free>>;

void free_certificates(STACK_OF(X509) * list) { sk_X509_pop_free(list, X509_free); }
using Certificates = std::unique_ptr<STACK_OF(X509), Free<free_certificates>>;

/// Nobody is asked for a password.
int no_password(char*, int, int, void*) { return 0; }

Message parse(const std::string& bytes) {
  const Bio bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  if (bio == nullptr) return nullptr;
  Message message(bytes.starts_with(kPem)
                      ? PEM_read_bio_CMS(bio.get(), nullptr, no_password, nullptr)
                      : d2i_CMS_bio(bio.get(), nullptr));
  ERR_clear_error();
  return message;
}

std::string name_of(const X509_NAME* name) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (bio == nullptr ||
      X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB) < 0)
    return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

std::string certificates(CMS_ContentInfo* message) {
  std::string text;
  const Certificates list(CMS_get1_certs(message));
  for (int i = 0; list != nullptr && i < sk_X509_num(list.get()); ++i) {
    const X509* one = sk_X509_value(list.get(), i);
    add_property(text, "Certificate of", name_of(X509_get_subject_name(one)));
    add_property(text, "Issuer", name_of(X509_get_issuer_name(one)));
  }
  return text;
}

}  // namespace

void read_cms(extract::ContainerTask& task) {
  std::string bytes;
  if (!read_whole_file(task, bytes)) return;
  const Message message = parse(bytes);
  if (message == nullptr) {
    task.tally.add(extract::Problem{Reason::corrupt, "its structure is damaged"});
    return;
  }
  const int type = OBJ_obj2nid(CMS_get0_type(message.get()));
  if (type == NID_pkcs7_enveloped || type == NID_id_smime_ct_authEnvelopedData ||
      type == NID_pkcs7_encrypted) {
    task.tally.add(extract::Problem{Reason::encrypted, ""});
    return;
  }
  if (!extract::may_go_on(task)) return;
  std::string signers = certificates(message.get());
  if (!signers.empty() &&
      !extract::hand_over_text(task, "signatures", "keyvalue", std::move(signers)))
    return;
  ASN1_OCTET_STRING** content = CMS_get0_content(message.get());
  if (content == nullptr || *content == nullptr) return;
  const std::string_view inside(reinterpret_cast<const char*>(ASN1_STRING_get0_data(*content)),
                                static_cast<std::size_t>(ASN1_STRING_length(*content)));
  std::string_view name = task.name.substr(task.name.rfind('/') + 1);
  if (name.ends_with(".p7m")) name.remove_suffix(4);
  hand_over_bytes(task, name.empty() ? "content" : extract::label(name), inside, bytes.size());
}

}  // namespace braque::documents
