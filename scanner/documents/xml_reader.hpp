// Reads XML as a stream of events. The one wrapper of expat. Prefixes of names are taken away: the
// formats read here have different namespaces for the same elements (transitional and strict OOXML,
// ODF and its ancestors), and no two elements whose names differ by their prefix alone matter.
#pragma once

#include <expat.h>

#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "extract/unpacker.hpp"
#include "model/extractor.hpp"

namespace braque::documents {

/// The attributes of an element; valid during the call.
class Attributes {
 public:
  explicit Attributes(const char* const* pairs) : pairs_(pairs) {}
  /// The value by the name without its prefix; "" when there is none.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// The value of the attribute that has a prefix, as of r:id beside id.
  std::string_view get_prefixed(std::string_view name) const;
  /// Name, value, name, value ..., null.
  const char* const* pairs() const { return pairs_; }

 private:
  const char* find(std::string_view name) const;
  const char* const* pairs_;
};

/// Receives what is read; names without prefix.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  /// A piece of text; the text of an element may come in several.
  virtual void text(std::string_view text) = 0;
};

/// Parses a stream piece by piece.
///
/// Document types with declarations of their own are refused, other entities than the five are left
/// out, nothing outside is read (threat model, XML). Elements are nested kDepthMax deep at most,
/// one tag has kTagBytesMax at most.
class XmlReader {
 public:
  static constexpr int kDepthMax = 256;
  static constexpr std::size_t kTagBytesMax = 8 << 20;

  /// Borrows both.
  XmlReader(ByteStream& bytes, XmlHandler& handler);
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;
  ~XmlReader();

  /// Parses some more; false at the end or when something is wrong.
  bool advance();
  /// To be called by the handler: the running advance() returns after this event.
  void pause();
  bool ended() const noexcept { return ended_; }
  /// Where the event that the handler is told of begins and ends, in bytes of the stream.
  std::uint64_t event_begin() const;
  std::uint64_t event_end() const;
  /// What went wrong; valid after advance() returned false.
  const extract::Problem& problem() const noexcept { return problem_; }

 private:
  static void on_start(void* self, const char* name, const char** attributes);
  static void on_end(void* self, const char* name);
  static void on_text(void* self, const char* text, int size);
  static void on_doctype(void* self, const char*, const char*, const char*, int has_internal);
  /// Runs a handler; what it throws is kept until the parser has returned.
  template <class Call>
  void guarded(Call call);
  bool settle(XML_Status status);
  void stop(const char* note);

  ByteStream& bytes_;
  XmlHandler& handler_;
  XML_Parser parser_;
  extract::Problem problem_;
  std::exception_ptr thrown_;
  std::int64_t fed_ = 0;
  int depth_ = 0;
  bool paused_ = false;
  bool at_end_ = false;  ///< the last bytes were given to the parser
  bool ended_ = false;
};

/// Reads a whole stream. What went wrong, if anything.
extract::Problem read_xml(ByteStream& bytes, XmlHandler& handler);

/// A number of an attribute: digits, maybe with a sign; `otherwise` when there is none.
std::int64_t to_number(std::string_view text, std::int64_t otherwise = 0);

}  // namespace braque::documents
