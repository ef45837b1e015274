#include "documents/prepare.hpp"

#include "documents/pdf_document.hpp"

namespace braque::documents {

void prepare_documents() { prepare_pdf(); }

}  // namespace braque::documents
