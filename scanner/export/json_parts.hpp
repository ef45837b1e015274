// What the JSON formats share: how a text is put, and the fields that only braque has.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "export/event.hpp"
#include "export/text.hpp"
#include "model/json_writer.hpp"

namespace braque::exporting {

inline constexpr std::string_view kProduct = "braque";
inline constexpr std::string_view kVendor = "braque";

/// The text, safe for people; nothing when it is empty.
void put(JsonWriter& json, std::string_view key, std::string_view text);
/// Milliseconds since 1970.
void put_time(JsonWriter& json, std::string_view key, std::int64_t milliseconds);

/// Members of the object that is open: rule words, place, numbers of the finding; coverage of a
/// run; totals; gap.
void write_own_fields(JsonWriter& json, const Event& event);

}  // namespace braque::exporting
