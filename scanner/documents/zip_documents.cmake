# Documents of XML: zip files of parts, and those that are one file.
target_sources(braque_documents PRIVATE binary_records.cpp binary_workbook.cpp drawing.cpp embedded_data.cpp epub.cpp flat_document.cpp flat_events.cpp flow_text.cpp iwa_text.cpp iwork.cpp
                                        iwork_text.cpp json_tokens.cpp number_format.cpp
                                        odf_text.cpp office_parts.cpp open_document.cpp
                                        presentation.cpp properties.cpp relationships.cpp shared_strings.cpp sheet_text.cpp slack.cpp spreadsheet_xml.cpp
                                        workbook.cpp
                                        word_document.cpp word_numbering.cpp xml_reader.cpp
                                        xml_segments.cpp xml_text.cpp xps.cpp zip_document.cpp zip_package.cpp)
braque_pkg(braque_documents expat)
