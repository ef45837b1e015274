#include "documents/audio_tags.hpp"

#include <taglib/aifffile.h>
#include <taglib/asffile.h>
#include <taglib/asftag.h>
#include <taglib/fileref.h>
#include <taglib/flacfile.h>
#include <taglib/id3v1tag.h>
#include <taglib/id3v2frame.h>
#include <taglib/id3v2tag.h>
#include <taglib/mp4file.h>
#include <taglib/mp4tag.h>
#include <taglib/mpegfile.h>
#include <taglib/tdebuglistener.h>
#include <taglib/tiostream.h>
#include <taglib/tpropertymap.h>
#include <taglib/wavfile.h>

#include <algorithm>
#include <array>
#include <exception>

#include "documents/property_lines.hpp"

namespace braque::documents {
namespace {

/// A file of which TagLib may read, never write. No read is longer than the file.
class InputStream final : public TagLib::IOStream {
 public:
  explicit InputStream(const RandomAccess& input) : input_(input) {}

  TagLib::FileName name() const override { return ""; }
  TagLib::ByteVector readBlock(unsigned long length) override {
    const auto left = static_cast<std::uint64_t>(std::max(0L, this->length() - at_));
    constexpr std::uint64_t kBlockMax = 64U << 20;
    std::string bytes(static_cast<std::size_t>(std::min({std::uint64_t{length}, left, kBlockMax})),
                      '\0');
    std::optional<ReadFailure> failure;
    bytes.resize(input_.read_at(static_cast<std::uint64_t>(at_), bytes, failure));
    at_ += static_cast<long>(bytes.size());
    return {bytes.data(), static_cast<unsigned>(bytes.size())};
  }
  void writeBlock(const TagLib::ByteVector&) override {}
  void insert(const TagLib::ByteVector&, unsigned long, unsigned long) override {}
  void removeBlock(unsigned long, unsigned long) override {}
  bool readOnly() const override { return true; }
  bool isOpen() const override { return true; }
  void seek(long offset, Position from) override {
    const long base = from == Beginning ? 0 : from == Current ? at_ : length();
    at_ = std::clamp(base + std::clamp(offset, -length(), length()), 0L, length());
  }
  long tell() const override { return at_; }
  long length() override {
    constexpr std::uint64_t kMax = std::uint64_t{1} << 62;
    return static_cast<long>(std::min(input_.size(), kMax));
  }
  void truncate(long) override {}

 private:
  const RandomAccess& input_;
  long at_ = 0;
};

class Quiet final : public TagLib::DebugListener {
 public:
  void printMessage(const TagLib::String&) override {}
};

class Lines {
 public:
  explicit Lines(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  void add(const TagLib::String& key, const TagLib::String& value) {
    if (text.size() < bytes_max_) add_property(text, key.to8Bit(true), value.to8Bit(true));
  }
  void add(const TagLib::PropertyMap& properties) {
    for (const auto& [key, values] : properties) add(key, values.toString(", "));
  }

  std::string text;

 private:
  std::size_t bytes_max_;
};

/// The frames that TagLib's common names leave out: synchronous lyrics, chapters, owners ...
void add_frames(Lines& lines, const TagLib::ID3v2::Tag* tag) {
  if (tag == nullptr) return;
  constexpr std::array<std::string_view, 9> kFrames = {"SYLT", "CHAP", "CTOC", "POPM", "USER",
                                                       "OWNE", "COMR", "LINK", "PRIV"};
  constexpr unsigned kFrameBytesMax = 1U << 20;
  for (const TagLib::ID3v2::Frame* frame : tag->frameList()) {
    const TagLib::ByteVector id = frame->frameID();
    const std::string_view name(id.data(), id.size());
    if (std::find(kFrames.begin(), kFrames.end(), name) == kFrames.end()) continue;
    if (frame->size() < kFrameBytesMax) lines.add(TagLib::String(id), frame->toString());
  }
}

/// ID3v1 may say other things than the tags that hide it.
void add_old_tag(Lines& lines, const TagLib::ID3v1::Tag* tag) {
  if (tag == nullptr || tag->isEmpty()) return;
  lines.add("ID3v1 title", tag->title());
  lines.add("ID3v1 artist", tag->artist());
  lines.add("ID3v1 album", tag->album());
  lines.add("ID3v1 comment", tag->comment());
}

void add_special(Lines& lines, TagLib::File* file, const TagLib::PropertyMap& properties) {
  if (auto* mpeg = dynamic_cast<TagLib::MPEG::File*>(file)) {
    add_frames(lines, mpeg->ID3v2Tag());
    add_old_tag(lines, mpeg->ID3v1Tag());
  } else if (auto* flac = dynamic_cast<TagLib::FLAC::File*>(file)) {
    add_frames(lines, flac->ID3v2Tag());
    add_old_tag(lines, flac->ID3v1Tag());
  } else if (auto* wav = dynamic_cast<TagLib::RIFF::WAV::File*>(file)) {
    add_frames(lines, wav->ID3v2Tag());
  } else if (auto* aiff = dynamic_cast<TagLib::RIFF::AIFF::File*>(file)) {
    add_frames(lines, aiff->tag());
  } else if (auto* mp4 = dynamic_cast<TagLib::MP4::File*>(file)) {
    for (const auto& [key, item] : mp4->tag()->itemMap())
      if (properties.unsupportedData().contains(key))
        lines.add(key, item.toStringList().toString(", "));
  } else if (auto* asf = dynamic_cast<TagLib::ASF::File*>(file)) {
    for (const auto& [key, attributes] : asf->tag()->attributeListMap())
      for (const auto& attribute : attributes)
        if (properties.unsupportedData().contains(key)) lines.add(key, attribute.toString());
  }
}

}  // namespace

std::string audio_tags(const RandomAccess& input, std::size_t bytes_max) try {
  InputStream stream(input);
  const TagLib::FileRef reference(&stream, false);
  TagLib::File* file = reference.file();
  if (reference.isNull() || file == nullptr || !file->isValid()) return {};
  Lines lines(bytes_max);
  const TagLib::PropertyMap properties = file->properties();
  lines.add(properties);
  add_special(lines, file, properties);
  return lines.text;
} catch (const std::exception&) {
  return {};
}

void prepare_audio() {
  static Quiet quiet;
  TagLib::setDebugListener(&quiet);
}

}  // namespace braque::documents
