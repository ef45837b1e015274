# Documents that are zip files of XML parts.
target_sources(braque_documents PRIVATE binary_records.cpp binary_workbook.cpp drawing.cpp epub.cpp flow_text.cpp iwa_text.cpp iwork.cpp
                                        iwork_text.cpp json_tokens.cpp number_format.cpp
                                        odf_text.cpp office_parts.cpp open_document.cpp
                                        presentation.cpp properties.cpp relationships.cpp shared_strings.cpp sheet_text.cpp slack.cpp
                                        workbook.cpp
                                        word_document.cpp word_numbering.cpp xml_reader.cpp
                                        xml_text.cpp xps.cpp zip_document.cpp zip_package.cpp)
braque_pkg(braque_documents expat)
