#include "documents/prepare.hpp"

#include <array>

#include "documents/audio_tags.hpp"
#include "documents/image_metadata.hpp"
#include "documents/pdf_document.hpp"
#include "model/extractor.hpp"
#include "privacy/sealed_file.hpp"

namespace braque::documents {
namespace {

/// An empty tar archive: reading it makes what all readers of archives need, such as the locale.
class EmptyTar final : public RandomAccess, public MemberSink {
 public:
  std::uint64_t size() const override { return 1024; }
  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>&) const override {
    std::size_t count = 0;
    for (; count < into.size() && offset + count < size(); ++count) into[count] = '\0';
    return count;
  }
  bool member(Member&) override { return true; }
};

void prepare_archives() {
  EmptyTar tar;
  ContainerSpending spending;
  spending.depth = 1;
  static_cast<void>(read_container("tar", tar, "", Budget{}, spending, tar));
}

/// OpenSSL reads its configuration when a cipher is first used.
void prepare_decryption() {
  SealedFile file;
  const std::array byte{'x'};
  static_cast<void>(file.append(byte));
}

}  // namespace

void prepare_documents() {
  prepare_archives();
  prepare_decryption();
  prepare_audio();
  prepare_images();
  prepare_pdf();
  prepare_mdb();
}

}  // namespace braque::documents
