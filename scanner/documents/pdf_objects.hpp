// The objects of a PDF file, found by looking for them: cross-references may be broken or may hide
// what an older revision says, so they are not asked. Streams of objects are unpacked and kept.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/pdf_cipher.hpp"
#include "documents/pdf_value.hpp"
#include "extract/unpacker.hpp"

namespace braque::documents {

/// The bytes of a stream as the file has them, and its dictionary.
struct PdfStream {
  PdfValue dictionary;
  std::string_view packed;
  std::uint32_t number = 0;  ///< of the object, for the cipher
  std::uint32_t generation = 0;
};

class PdfObjects {
 public:
  static constexpr std::size_t kObjectsMax = 1'000'000;

  /// `file` must outlive this. At most `memory_max` bytes of object streams are unpacked;
  /// `out_of_time` is asked now and then.
  PdfObjects(std::string_view file, std::uint64_t memory_max, std::function<bool()> out_of_time);

  /// What kept the objects from being complete, if anything.
  const extract::Problem& problem() const noexcept { return problem_; }
  std::vector<std::uint32_t> numbers() const;
  /// The latest object of the number; null when there is none. Strings are decrypted.
  PdfValue object(std::uint32_t number) const;
  /// `value` itself, or what it refers to.
  PdfValue resolve(const PdfValue& value) const;
  std::optional<PdfStream> stream(std::uint32_t number) const;
  /// The stream's bytes as its filters want them; `decrypted` holds them when that is needed.
  std::string_view decrypted(const PdfStream& stream, std::string& decrypted) const;
  /// The stream's bytes unpacked and decrypted, at most `bytes_max`; nothing when a filter is
  /// unknown.
  std::optional<std::string> unpacked(const PdfStream& stream, std::uint64_t bytes_max) const;
  /// Whether the strings and streams can be read.
  bool readable() const noexcept { return readable_; }
  /// What to append to the file so that a reader that looks for objects finds all: those of object
  /// streams, standing alone, and a trailer. "" when there is no catalog.
  std::string repair() const;

 private:
  struct Place {
    std::string_view bytes;  ///< the file, or an object stream unpacked
    std::size_t at = 0;      ///< of the value in them
    std::size_t order = 0;   ///< later ones win
    std::uint32_t generation = 0;
    bool packed = false;  ///< in an object stream, so not encrypted by itself
  };

  void find_objects();
  std::optional<std::uint32_t> catalog() const;
  std::size_t met_object(std::size_t keyword);
  std::size_t stream_end(const PdfValue& dictionary, std::size_t begin) const;
  void met_trailer(const PdfValue& dictionary);
  void unpack_objects(std::uint64_t memory_max);
  void list_packed(const std::string& bytes, const PdfValue& dictionary, std::size_t order);
  void remember(std::uint32_t number, const Place& place);
  bool full();

  std::string_view file_;
  std::function<bool()> out_of_time_;
  std::map<std::uint32_t, Place> places_;
  std::vector<std::uint32_t> object_streams_;
  std::vector<std::unique_ptr<std::string>> unpacked_;
  std::uint64_t unpacked_bytes_ = 0;
  PdfValue trailer_;
  std::optional<PdfCipher> cipher_;
  bool readable_ = true;
  extract::Problem problem_;
};

}  // namespace braque::documents
