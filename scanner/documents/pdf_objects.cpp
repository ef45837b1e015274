#include "documents/pdf_objects.hpp"

#include <algorithm>

#include "documents/pdf_filter.hpp"

namespace braque::documents {
namespace {

using namespace std::string_view_literals;
using Kind = PdfValue::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number that ends before `end`, whose first digit's place `end` becomes.
std::optional<std::uint32_t> number_before(std::string_view bytes, std::size_t& end) {
  constexpr std::size_t kDigitsMax = 9;
  std::size_t begin = end;
  while (begin > 0 && is_digit(bytes[begin - 1]) && end - begin < kDigitsMax) --begin;
  if (begin == end) return std::nullopt;
  std::uint32_t number = 0;
  for (std::size_t i = begin; i < end; ++i)
    number = number * 10 + static_cast<std::uint32_t>(bytes[i] - '0');
  end = begin;
  return number;
}

bool skip_space_before(std::string_view bytes, std::size_t& end) {
  const std::size_t begin = end;
  while (end > 0 && is_pdf_space(bytes[end - 1]) && begin - end < 16) --end;
  return end < begin;
}

/// 7.3.8.1: the bytes of a stream begin after the line of the keyword.
std::size_t after_keyword(std::string_view file, std::size_t at) {
  if (at < file.size() && file[at] == '\r') ++at;
  if (at < file.size() && file[at] == '\n') ++at;
  return at;
}

}  // namespace

PdfObjects::PdfObjects(std::string_view file, std::uint64_t memory_max,
                       std::function<bool()> out_of_time)
    : file_(file), out_of_time_(std::move(out_of_time)) {
  find_objects();
  if (const PdfValue* encrypt = trailer_.get("Encrypt")) {
    const PdfValue* id = trailer_.get("ID");
    const PdfValue dictionary = resolve(*encrypt);
    cipher_ = PdfCipher::with_empty_password(
        dictionary, id != nullptr && !id->items.empty() ? id->items.front().text : "");
    readable_ = cipher_.has_value();
    if (cipher_ && encrypt->is(Kind::reference))
      cipher_->leave_out(static_cast<std::uint32_t>(encrypt->whole_number()));
  }
  if (readable_) unpack_objects(memory_max);
}

bool PdfObjects::full() {
  if (places_.size() >= kObjectsMax)
    problem_ = {extract::Problem{Reason::budget_entries, "too many objects"}};
  else if (out_of_time_())
    problem_ = {extract::Problem{Reason::budget_time, "the time for this item is used up"}};
  return static_cast<bool>(problem_);
}

void PdfObjects::find_objects() {
  std::size_t met = 0;
  for (std::size_t at = 0;;) {
    const std::size_t object = file_.find("obj", at);
    // Between two objects: a trailer, seldom more than one in a thousand.
    const auto between = file_.substr(at, object == std::string_view::npos ? object : object - at);
    for (auto found = between.find("trailer"); found != std::string_view::npos;
         found = between.find("trailer", found + 7)) {
      PdfParser parser(file_, at + found + 7);
      met_trailer(parser.value());
    }
    if (object == std::string_view::npos) return;
    at = met_object(object);
    if ((++met & 0xfff) == 0 && full()) return;
  }
}

/// `keyword`: place of an "obj" that perhaps begins an object. Where to look further.
std::size_t PdfObjects::met_object(std::size_t keyword) {
  std::size_t before = keyword;
  if (!skip_space_before(file_, before)) return keyword + 3;
  const auto generation = number_before(file_, before);
  if (!generation || !skip_space_before(file_, before)) return keyword + 3;
  const auto number = number_before(file_, before);
  if (!number) return keyword + 3;
  remember(*number, {file_, keyword + 3, keyword, *generation, false});
  PdfParser parser(file_, keyword + 3);
  const PdfValue value = parser.value();
  if (!value.is(Kind::dictionary) || !parser.take("stream")) return parser.position();
  const PdfValue* type = value.get("Type");
  if (type != nullptr && type->is_name("ObjStm")) object_streams_.push_back(*number);
  if (type != nullptr && type->is_name("XRef")) met_trailer(value);
  return stream_end(value, after_keyword(file_, parser.position()));
}

/// The end of a stream's bytes: as its dictionary says when "endstream" stands there, else the next
/// "endstream" of all.
std::size_t PdfObjects::stream_end(const PdfValue& dictionary, std::size_t begin) const {
  const PdfValue* length = dictionary.get("Length");
  if (length != nullptr) {
    const std::uint64_t stated = resolve(*length).whole_number();
    if (stated <= file_.size() - begin) {
      const std::size_t end = begin + static_cast<std::size_t>(stated);
      PdfParser parser(file_, end);
      if (parser.take("endstream")) return end;
    }
  }
  std::size_t end = file_.find("endstream", begin);
  if (end == std::string_view::npos) return file_.size();
  if (end > begin && file_[end - 1] == '\n') --end;
  if (end > begin && file_[end - 1] == '\r') --end;
  return end;
}

/// Later trailers add to and replace the earlier ones' entries of interest.
void PdfObjects::met_trailer(const PdfValue& dictionary) {
  if (!dictionary.is(Kind::dictionary)) return;
  trailer_.kind = Kind::dictionary;
  for (const auto key : {"Root"sv, "Encrypt"sv, "ID"sv}) {
    const PdfValue* value = dictionary.get(key);
    if (value == nullptr) continue;
    const auto same = std::find_if(trailer_.items.begin(), trailer_.items.end(),
                                   [&](const PdfValue& item) { return item.is_name(key); });
    if (same != trailer_.items.end()) {
      *(same + 1) = *value;
      continue;
    }
    PdfValue name;
    name.kind = Kind::name;
    name.text = key;
    trailer_.items.push_back(std::move(name));
    trailer_.items.push_back(*value);
  }
}

void PdfObjects::unpack_objects(std::uint64_t memory_max) {
  std::uint64_t& used = unpacked_bytes_;
  for (const std::uint32_t number : object_streams_) {
    if (full()) return;
    const auto packed = stream(number);
    if (!packed) continue;
    const std::uint64_t allowed = memory_max - used;
    auto bytes = unpacked(*packed, allowed);
    if (!bytes) {
      problem_ = {Reason::corrupt, "objects that cannot be unpacked"};
      continue;
    }
    if (bytes->size() >= allowed) {
      problem_ = {Reason::budget_memory, "too many objects for the memory allowed"};
      return;
    }
    used += bytes->size();
    unpacked_.push_back(std::make_unique<std::string>(std::move(*bytes)));
    list_packed(*unpacked_.back(), packed->dictionary, places_.at(number).order);
  }
}

/// 7.5.7: pairs of number and offset, from /First on the objects.
void PdfObjects::list_packed(const std::string& bytes, const PdfValue& dictionary,
                             std::size_t order) {
  const PdfValue* count = dictionary.get("N");
  const PdfValue* first = dictionary.get("First");
  if (count == nullptr || first == nullptr) return;
  const std::uint64_t begin = resolve(*first).whole_number();
  const std::uint64_t objects =
      std::min<std::uint64_t>(resolve(*count).whole_number(), kObjectsMax);
  const std::uint64_t pairs_end = std::min<std::uint64_t>(begin, bytes.size());
  PdfParser parser(bytes);
  for (std::uint64_t i = 0; i < objects && parser.position() < pairs_end; ++i) {
    const PdfValue number = parser.value(), offset = parser.value();
    const std::uint64_t at = begin + offset.whole_number();
    if (!number.is(Kind::number) || at >= bytes.size()) continue;
    remember(static_cast<std::uint32_t>(number.whole_number()),
             {bytes, static_cast<std::size_t>(at), order, 0, true});
  }
}

void PdfObjects::remember(std::uint32_t number, const Place& place) {
  if (places_.size() >= kObjectsMax) return;
  const auto [known, added] = places_.try_emplace(number, place);
  if (!added && known->second.order <= place.order) known->second = place;
}

std::vector<std::uint32_t> PdfObjects::numbers() const {
  std::vector<std::uint32_t> all;
  all.reserve(places_.size());
  for (const auto& [number, place] : places_) all.push_back(number);
  return all;
}

PdfValue PdfObjects::object(std::uint32_t number) const {
  const auto found = places_.find(number);
  if (found == places_.end()) return {};
  const Place& place = found->second;
  PdfParser parser(place.bytes, place.at);
  PdfValue value = parser.value();
  if (cipher_ && !place.packed) cipher_->decrypt_strings(value, number, place.generation);
  return value;
}

PdfValue PdfObjects::resolve(const PdfValue& value) const {
  constexpr int kStepsMax = 8;
  PdfValue resolved = value;
  for (int i = 0; i < kStepsMax && resolved.is(Kind::reference); ++i)
    resolved = object(static_cast<std::uint32_t>(resolved.number));
  return resolved;
}

std::optional<PdfStream> PdfObjects::stream(std::uint32_t number) const {
  const auto found = places_.find(number);
  if (found == places_.end() || found->second.packed) return std::nullopt;
  PdfParser parser(file_, found->second.at);
  PdfStream made;
  made.dictionary = parser.value();
  if (!made.dictionary.is(Kind::dictionary) || !parser.take("stream")) return std::nullopt;
  const std::size_t begin = after_keyword(file_, parser.position());
  if (begin > file_.size()) return std::nullopt;
  made.packed = file_.substr(begin, stream_end(made.dictionary, begin) - begin);
  made.number = number;
  made.generation = found->second.generation;
  return made;
}

std::optional<std::uint32_t> PdfObjects::catalog() const {
  if (const PdfValue* root = trailer_.get("Root"); root != nullptr && root->is(Kind::reference))
    return static_cast<std::uint32_t>(root->whole_number());
  std::size_t met = 0;
  for (const auto& [number, place] : places_) {
    const PdfValue value = object(number);
    const PdfValue* type = value.get("Type");
    if (type != nullptr && type->is_name("Catalog") && value.get("Pages") != nullptr) return number;
    if ((++met & 0xff) == 0 && out_of_time_()) break;
  }
  return std::nullopt;
}

std::string PdfObjects::repair() const {
  const auto root = catalog();
  if (!root || cipher_ || !readable_) return {};
  std::string added = "\n";
  for (const auto& [number, place] : places_) {
    if (!place.packed) continue;
    PdfParser parser(place.bytes, place.at);
    parser.value();
    added += std::to_string(number) + " 0 obj\n";
    added += place.bytes.substr(place.at, parser.position() - place.at);
    added += "\nendobj\n";
    if (added.size() > file_.size() + unpacked_bytes_ || out_of_time_()) return {};
  }
  return added + "trailer\n<< /Root " + std::to_string(*root) + " 0 R >>\n";
}

std::string_view PdfObjects::decrypted(const PdfStream& stream, std::string& decrypted) const {
  if (!cipher_) return stream.packed;
  decrypted =
      cipher_->decrypt_stream(stream.packed, stream.dictionary, stream.number, stream.generation);
  return decrypted;
}

std::optional<std::string> PdfObjects::unpacked(const PdfStream& stream,
                                                std::uint64_t bytes_max) const {
  std::string kept;
  const std::string_view packed = decrypted(stream, kept);
  const PdfValue* filter = stream.dictionary.get("Filter");
  const PdfValue* parameters = stream.dictionary.get("DecodeParms");
  return unpack_pdf_stream(packed, filter != nullptr ? resolve(*filter) : PdfValue(),
                           parameters != nullptr ? resolve(*parameters) : PdfValue(), bytes_max);
}

}  // namespace braque::documents
