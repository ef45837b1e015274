#include <algorithm>

#include "documents/document_formats.hpp"
#include "documents/readers.hpp"
#include "model/extractor.hpp"

namespace braque {
namespace {

/// A zip may turn out to be a document.
constexpr extract::ContainerFormat kZip = {"zip", "zip archives and documents in them", "expat",
                                           documents::read_zip_document};

const extract::ContainerFormat* find_format(std::string_view name) {
  if (name == kZip.name) return &kZip;
  for (const auto& formats : {documents::document_formats(), extract::archive_formats()}) {
    const auto found = std::find_if(formats.begin(), formats.end(),
                                    [&](const auto& format) { return format.name == name; });
    if (found != formats.end()) return &*found;
  }
  return nullptr;
}

}  // namespace

Outcome read_container(std::string_view format, const RandomAccess& input, std::string_view name,
                       const Budget& budget, ContainerSpending& spending, MemberSink& sink) {
  const extract::ContainerFormat* found = find_format(format);
  if (found != nullptr) return run_reader(*found, input, name, budget, spending, sink);
  Outcome outcome;
  outcome.status = Status::skipped;
  outcome.reason = Reason::unsupported_format;
  outcome.bytes = input.size();
  outcome.format = format;
  outcome.note = "not a container that is known here";
  return outcome;
}

}  // namespace braque
