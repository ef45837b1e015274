// What a PDF says beside its pages: comments, form fields, links, outline, attached files; gathered
// from its objects.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "documents/pdf_objects.hpp"

namespace braque::documents {

struct PdfAttachment {
  std::string name;
  std::uint32_t stream = 0;  ///< number of the object
};

struct PdfNotes {
  std::string comments;  ///< "Author: ..." and the text, an empty line between them
  std::string fields;    ///< "name: value" lines
  std::string links;     ///< one address a line
  std::string outline;   ///< one title a line
  std::vector<PdfAttachment> attachments;
  std::vector<std::uint32_t> form_parts;  ///< streams of XML forms (XFA)
  bool has_images = false;                ///< big enough to show text
};

/// Looks at every object once. Each text is at most `text_max` bytes long; `out_of_time` is asked
/// now and then.
PdfNotes gather_notes(const PdfObjects& objects, std::size_t text_max,
                      const std::function<bool()>& out_of_time);

}  // namespace braque::documents
