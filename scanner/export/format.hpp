// The formats that events are written in: one file and one row of the table (formats.cpp) each. A
// format is an encoder for one sink: it alone writes its syntax, field by field, and whatever a
// field holds cannot become syntax.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "export/event.hpp"

namespace braque::exporting {

class Encoder {
 public:
  virtual ~Encoder() = default;
  /// What comes before the first event of a file; nothing for most.
  virtual void begin(std::string&) {}
  /// Appends one event, as one line without its end where the format is one of lines.
  virtual void event(const Event& event, std::string& out) = 0;
  /// What comes after the last event of a file.
  virtual void end(std::string&) {}
};

struct Format {
  std::string_view name{};
  std::string_view description{};
  std::string_view media_type{};
  std::string_view separator{};  ///< after each event in a file
  std::size_t bytes_max = 0;     ///< of one event; 0: the transport decides
  bool lines = true;             ///< one event a line: can be sent alone
  std::unique_ptr<Encoder> (*make)() = nullptr;
};

/// Every format, sorted by name.
std::span<const Format> formats();
/// Null when there is none of that name.
const Format* find_format(std::string_view name);

/// The event in at most `bytes_max` bytes (0: no limit). What must go goes in this order:
/// locations, masked samples, the middle of long names; then the event says that it was truncated.
/// The result may still be longer when even that was not enough, which means `bytes_max` is below
/// what the format needs for anything.
std::string encode_within(Encoder& encoder, const Event& event, std::size_t bytes_max);

}  // namespace braque::exporting
