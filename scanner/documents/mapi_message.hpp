// A message of Outlook as a set of properties ([MS-OXPROPS], [MS-OXCMSG]): what .msg files,
// winmail.dat and others have in common once their properties are found.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/container_readers.hpp"

namespace braque::documents::mapi {

// [MS-OXCDATA] 2.11.1: types of values.
inline constexpr std::uint16_t kInteger32 = 0x0003, kObject = 0x000d, kString8 = 0x001e,
                               kString = 0x001f, kTime = 0x0040, kBinary = 0x0102,
                               kMultiple = 0x1000;
// [MS-OXPROPS]: properties that are more than a line.
inline constexpr std::uint16_t kTransportHeaders = 0x007d, kBody = 0x1000, kRtf = 0x1009,
                               kHtml = 0x1013, kSubject = 0x0037, kAttachData = 0x3701,
                               kInternetCodePage = 0x3fde, kMessageCodePage = 0x3ffd,
                               kMessageLocale = 0x3ff1;

using Opener = std::function<std::unique_ptr<extract::Unpacker>()>;

struct Property {
  std::uint16_t id = 0, type = 0;
  std::string label = {};  ///< of a named property; else the id tells it
  std::uint64_t size = 0;  ///< as claimed
  Opener open = {};        ///< its bytes; null for a value that is in `value`
  std::string value = {};  ///< little-endian; values of kMultiple as their text in UTF-8
};

/// The bytes of a value, which must outlive the result.
std::unique_ptr<extract::Unpacker> open_value(const Property& property);

class PropertySet {
 public:
  /// Short values of text are loaded at once, as long as all of them together are of a bounded
  /// size.
  void add(Property property);
  const Property* find(std::uint16_t id) const;
  std::uint32_t number(std::uint16_t id) const;
  /// The text of a property that was loaded, without its final zeros; "" when there is none.
  std::string text(std::uint16_t id) const;
  std::string text(const Property& property) const;
  const std::vector<Property>& all() const { return properties_; }
  /// The encoding of 8-bit text by what the message says of itself; "" when it says nothing.
  std::string charset() const;
  void set_charset(std::string name) { charset_ = std::move(name); }

 private:
  std::vector<Property> properties_;
  std::uint64_t loaded_ = 0;
  std::string charset_;
};

/// What people call a property; "" for one that is not known. `named`: an id of [MS-OXPROPS] for
/// named properties (PidLid).
std::string_view label_of(std::uint32_t id, bool named);
/// A FILETIME (100 ns since 1601) as "2024-02-05 09:00:00", "" for none.
std::string readable_time(std::uint64_t file_time);
/// The first name that an attachment has; "" without one.
std::string attachment_name(const PropertySet& attachment);
/// `prefix > name` as a label; either may be empty.
std::string joined(const std::string& prefix, std::string_view name);

/// Hands over the headers, the recipients and the bodies of a message. False: nothing more is
/// wanted.
bool hand_over_message(extract::ContainerTask& task, const std::string& prefix,
                       const PropertySet& message, std::string_view recipients);
/// One recipient as a line for hand_over_message.
std::string recipient_line(const PropertySet& recipient);

/// Compressed RTF ([MS-OXRTFCP]) as the RTF it stands for.
class RtfUnpacker final : public extract::Unpacker {
 public:
  explicit RtfUnpacker(std::unique_ptr<extract::Unpacker> packed);
  std::size_t unpack(std::span<char> into) override;
  std::uint64_t consumed() const override { return packed_->consumed(); }
  extract::Problem problem() const override { return problem_; }

 private:
  int next_byte();
  bool next_run(std::string& out);

  std::unique_ptr<extract::Unpacker> packed_;
  std::string input_, output_, dictionary_;
  std::size_t input_at_ = 0, output_at_ = 0, write_at_ = 0;
  bool stored_ = false, ended_ = false;
  extract::Problem problem_;
};

}  // namespace braque::documents::mapi
