// Hands over the files that are attached to a PDF.
#pragma once

#include "documents/pdf_notes.hpp"
#include "documents/pdf_objects.hpp"
#include "extract/container_readers.hpp"

namespace braque::documents {

/// False when nothing more of the document may be read.
bool hand_over_attachment(extract::ContainerTask& task, const PdfObjects& objects,
                          const PdfAttachment& attachment);

}  // namespace braque::documents
