#include "extract/encoded_reader.hpp"

#include <algorithm>
#include <limits>

namespace braque::extract {
namespace {

/// Valid UTF-8 and ASCII: windows go on as they are.
class DirectReader : public TextReader {
 public:
  DirectReader(std::size_t mark_bytes, std::unique_ptr<StructureReader> structure,
               std::size_t overlap)
      : structure_(std::move(structure)), mark_bytes_(mark_bytes), overlap_(overlap) {}

  void read(const Window& window, UnitSink& sink) override {
    const std::size_t stretch_bytes = structure_->stretch_bytes();
    if (window.owned_end - window.owned_begin <= stretch_bytes) {
      read_stretch(window, sink);
      return;
    }
    for (std::size_t begin = window.owned_begin; begin < window.owned_end;) {
      const std::size_t end = begin + std::min(stretch_bytes, window.owned_end - begin);
      const std::size_t start = begin - std::min(begin, overlap_);
      const std::size_t stop = std::min(window.bytes.size(), end + overlap_);
      Window stretch;
      stretch.bytes = window.bytes.substr(start, stop - start);
      stretch.offset = window.offset + start;
      stretch.owned_begin = begin - start;
      stretch.owned_end = end - start;
      stretch.last = window.last && end == window.owned_end;
      read_stretch(stretch, sink);
      begin = end;
    }
  }

  std::string remark() const override { return structure_->remark(); }

 private:
  void read_stretch(const Window& window, UnitSink& sink) {
    std::size_t cut = 0;
    if (window.offset < mark_bytes_) {
      cut = std::min(mark_bytes_ - static_cast<std::size_t>(window.offset), window.bytes.size());
    }
    OffsetMap offsets(window.offset + cut);
    TextWindow text;
    text.text = window.bytes.substr(cut);
    text.owned_begin = std::max(window.owned_begin, cut) - cut;
    text.owned_end = std::max(window.owned_end, cut) - cut;
    text.offsets = &offsets;
    text.first = window.offset + cut <= mark_bytes_;
    text.last = window.last;
    structure_->read(text, sink);
  }

  std::unique_ptr<StructureReader> structure_;
  std::size_t mark_bytes_;
  std::size_t overlap_;
};

/// Decodes stretch by stretch, so that the copy and its map stay small and in the cache.
class DecodingReader : public TextReader {
 public:
  DecodingReader(std::unique_ptr<Decoder> decoder, std::size_t mark_bytes,
                 std::unique_ptr<StructureReader> structure, std::size_t overlap)
      : decoder_(std::move(decoder)),
        structure_(std::move(structure)),
        mark_bytes_(mark_bytes),
        overlap_(overlap & ~std::size_t{3}) {}

  void read(const Window& window, UnitSink& sink) override {
    std::size_t begin = window.owned_begin;
    do {
      const std::size_t end = std::min(window.owned_end, begin + kStretchBytes);
      read_stretch(window, begin, end, sink);
      begin = end;
    } while (begin < window.owned_end);
  }

  std::string remark() const override { return structure_->remark(); }

 private:
  static constexpr std::size_t kStretchBytes = 128U << 10;

  void read_stretch(const Window& window, std::size_t begin, std::size_t end, UnitSink& sink) {
    // Stretches start at the same phase as the window: a multiple of four bytes into it.
    std::size_t start = begin > overlap_ ? (begin - overlap_) & ~std::size_t{3} : 0;
    std::size_t cut = 0;
    if (window.offset + start < mark_bytes_) {
      cut = mark_bytes_ - static_cast<std::size_t>(window.offset + start);
      cut = std::min(cut, window.bytes.size());
    }
    Window stretch;
    const std::size_t stop = std::min(window.bytes.size(), end + overlap_);
    start += cut;
    stretch.bytes = window.bytes.substr(start, std::max(stop, start) - start);
    stretch.offset = window.offset + start;
    stretch.owned_begin = std::max(begin, start) - start;
    stretch.owned_end = std::max(end, start) - start;
    stretch.last = window.last && end == window.owned_end;
    decoder_->decode(stretch, decoded_);
    TextWindow text;
    text.text = decoded_.text;
    text.owned_begin = decoded_.owned_begin;
    text.owned_end = decoded_.owned_end;
    text.offsets = &decoded_.offsets;
    text.first = stretch.offset <= mark_bytes_;
    text.last = stretch.last;
    structure_->read(text, sink);
  }

  std::unique_ptr<Decoder> decoder_;
  std::unique_ptr<StructureReader> structure_;
  DecodedWindow decoded_;
  std::size_t mark_bytes_;
  std::size_t overlap_;
};

}  // namespace

std::unique_ptr<TextReader> make_encoded_reader(std::unique_ptr<Decoder> decoder,
                                                std::size_t mark_bytes,
                                                std::unique_ptr<StructureReader> structure,
                                                const Budget& budget) {
  if (decoder == nullptr) {
    return std::make_unique<DirectReader>(mark_bytes, std::move(structure), budget.overlap_bytes);
  }
  return std::make_unique<DecodingReader>(std::move(decoder), mark_bytes, std::move(structure),
                                          budget.overlap_bytes);
}

}  // namespace braque::extract
