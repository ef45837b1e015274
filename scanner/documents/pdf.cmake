# PDF. poppler is under the GPL.
target_sources(braque_documents PRIVATE
    pdf/pdf_attachment.cpp
    pdf/pdf_cipher.cpp
    pdf/pdf_document.cpp
    pdf/pdf_filter.cpp
    pdf/pdf_lines.cpp
    pdf/pdf_notes.cpp
    pdf/pdf_objects.cpp
    pdf/pdf_text.cpp
    pdf/pdf_value.cpp
    pdf/read_pdf.cpp
    prepare.cpp
    property_lines.cpp
    whole_file.cpp)
braque_pkg(braque_documents poppler-cpp zlib icu-uc libcrypto)
