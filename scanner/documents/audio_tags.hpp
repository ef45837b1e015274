// Tags of audio files, read with TagLib. The one place that knows TagLib.
#pragma once

#include <cstdint>
#include <string>

#include "model/source.hpp"

namespace braque::documents {

/// "KEY: value" lines: title, artist, comments, lyrics and what else the tags hold; at most about
/// `bytes_max` bytes. "" when there are none, or when the format is unknown.
std::string audio_tags(const RandomAccess& input, std::size_t bytes_max);

/// Loads what TagLib needs once and for all. Safe to call again and from any thread.
void prepare_audio();

}  // namespace braque::documents
