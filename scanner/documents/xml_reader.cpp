#include "documents/xml_reader.hpp"

#include <sys/auxv.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <new>

namespace braque::documents {
namespace {

constexpr std::size_t kPieceBytes = 32 << 10;

/// A number that whoever made a file cannot know, so that names cannot be chosen to collide in
/// expat's tables. From the bytes that the kernel gives every process: expat would ask the system
/// for some, which a locked worker may not.
unsigned long hash_salt() {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;
  std::uint64_t bytes[2] = {1, 1};
  if (const unsigned long address = ::getauxval(AT_RANDOM); address != 0)
    std::memcpy(bytes, reinterpret_cast<const void*>(address), sizeof bytes);
  return static_cast<unsigned long>((bytes[0] ^ (bytes[1] >> 7)) * kOdd | 1);
}

std::string_view local_name(const char* name) {
  // Names are a few letters: one look at each.
  const char* end = name;
  while (*end != '\0' && *end != ':') ++end;
  if (*end == ':') return std::string_view(end + 1);
  return {name, static_cast<std::size_t>(end - name)};
}

}  // namespace

const char* Attributes::find(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (local_name(*pair) == name) return pair[1];
  }
  return nullptr;
}

std::string_view Attributes::get(std::string_view name) const {
  const char* value = find(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::string_view Attributes::get_prefixed(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (*pair != name && local_name(*pair) == name) return pair[1];
  }
  return {};
}

XmlReader::XmlReader(ByteStream& bytes, XmlHandler& handler)
    : bytes_(bytes), handler_(handler), parser_(XML_ParserCreate(nullptr)) {
  if (parser_ == nullptr) throw std::bad_alloc();
  XML_SetHashSalt(parser_, hash_salt());
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, on_start, on_end);
  XML_SetCharacterDataHandler(parser_, on_text);
  XML_SetStartDoctypeDeclHandler(parser_, on_doctype);
  XML_SetParamEntityParsing(parser_, XML_PARAM_ENTITY_PARSING_NEVER);
}

XmlReader::~XmlReader() { XML_ParserFree(parser_); }

template <class Call>
void XmlReader::guarded(Call call) {
  if (thrown_ || problem_) return;
  // expat is C: an exception must not pass through it.
  try {
    call();
  } catch (...) {
    thrown_ = std::current_exception();
    XML_StopParser(parser_, XML_FALSE);
  }
}

void XmlReader::on_start(void* self, const char* name, const char** attributes) {
  auto& reader = *static_cast<XmlReader*>(self);
  if (++reader.depth_ > kDepthMax) return reader.stop("elements are nested too deeply");
  reader.guarded([&] { reader.handler_.start(local_name(name), Attributes(attributes)); });
}

void XmlReader::on_end(void* self, const char* name) {
  auto& reader = *static_cast<XmlReader*>(self);
  --reader.depth_;
  reader.guarded([&] { reader.handler_.end(local_name(name)); });
}

void XmlReader::on_text(void* self, const char* text, int size) {
  auto& reader = *static_cast<XmlReader*>(self);
  reader.guarded(
      [&] { reader.handler_.text(std::string_view(text, static_cast<std::size_t>(size))); });
}

void XmlReader::on_doctype(void* self, const char*, const char*, const char*, int has_internal) {
  if (has_internal != 0) static_cast<XmlReader*>(self)->stop("declares entities of its own");
}

void XmlReader::stop(const char* note) {
  if (problem_) return;
  problem_ = {Reason::corrupt, note};
  XML_StopParser(parser_, XML_FALSE);
}

void XmlReader::pause() {
  XML_StopParser(parser_, XML_TRUE);
  paused_ = true;
}

std::uint64_t XmlReader::event_begin() const {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(XML_GetCurrentByteIndex(parser_), 0));
}

std::uint64_t XmlReader::event_end() const {
  return event_begin() + static_cast<std::uint64_t>(XML_GetCurrentByteCount(parser_));
}

bool XmlReader::settle(XML_Status status) {
  if (thrown_) {
    ended_ = true;
    std::rethrow_exception(std::exchange(thrown_, nullptr));
  }
  if (status == XML_STATUS_SUSPENDED) return true;
  if (status == XML_STATUS_OK && !at_end_) {
    // What the parser holds back is the beginning of one tag.
    if (fed_ - XML_GetCurrentByteIndex(parser_) <= static_cast<std::int64_t>(kTagBytesMax))
      return true;
    problem_ = {Reason::corrupt, "a tag is too long"};
  }
  ended_ = true;
  if (status == XML_STATUS_ERROR && !problem_)
    problem_ = {Reason::corrupt, "not well-formed XML from some place on"};
  return false;
}

bool XmlReader::advance() {
  if (ended_) return false;
  if (paused_) {
    paused_ = false;
    return settle(XML_ResumeParser(parser_));
  }
  // Larger pieces for a long tag, which is looked at from its beginning each time.
  const auto pending = static_cast<std::size_t>(std::max<std::int64_t>(
      fed_ - std::max<std::int64_t>(XML_GetCurrentByteIndex(parser_), 0), 0));
  const std::size_t wanted = std::min(std::max(kPieceBytes, pending),
                                      kTagBytesMax + kPieceBytes - std::min(pending, kTagBytesMax));
  void* buffer = XML_GetBuffer(parser_, static_cast<int>(wanted));
  if (buffer == nullptr) throw std::bad_alloc();
  const std::size_t count = bytes_.read(std::span(static_cast<char*>(buffer), wanted));
  fed_ += static_cast<std::int64_t>(count);
  if (count == 0) {
    at_end_ = true;
    // A stream that broke off is not well-formed either; that it broke off is what there is to say.
    const Outcome outcome = bytes_.outcome();
    if (outcome.status != Status::complete) problem_ = {outcome.reason, outcome.note};
    // Nothing is handed to the parser then, so that no further handler is called.
    if (problem_) {
      ended_ = true;
      return false;
    }
  }
  return settle(XML_ParseBuffer(parser_, static_cast<int>(count), count == 0));
}

extract::Problem read_xml(ByteStream& bytes, XmlHandler& handler) {
  XmlReader reader(bytes, handler);
  while (reader.advance()) {
  }
  return reader.problem();
}

std::int64_t to_number(std::string_view text, std::int64_t otherwise) {
  std::int64_t number = otherwise;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() ? number : otherwise;
}

}  // namespace braque::documents
