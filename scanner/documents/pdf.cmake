# PDF. poppler is under the GPL.
target_sources(braque_documents PRIVATE
    pdf_attachment.cpp
    pdf_cipher.cpp
    pdf_document.cpp
    pdf_filter.cpp
    pdf_lines.cpp
    pdf_notes.cpp
    pdf_objects.cpp
    pdf_table.cpp
    pdf_text.cpp
    pdf_value.cpp
    read_pdf.cpp
    prepare.cpp
    property_lines.cpp
    whole_file.cpp)
braque_pkg(braque_documents poppler-cpp zlib icu-uc libcrypto)
