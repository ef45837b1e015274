# Databases and office documents of the formats before XML.
target_sources(braque_documents PRIVATE
    biff_records.cpp
    binary_value.cpp
    code_page.cpp
    dbf.cpp
    excel.cpp
    excel_book.cpp
    excel_sheet.cpp
    ole2_properties.cpp
    mdb.cpp
    pg_archive.cpp
    read_pg_archive.cpp
    old_office.cpp
    plist.cpp
    powerpoint.cpp
    powerpoint_objects.cpp
    read_revenge.cpp
    revenge_input.cpp
    revenge_readers.cpp
    revenge_text.cpp
    sqlite.cpp
    sqlite_file.cpp
    vba_project.cpp
    word.cpp
    word_file.cpp
    word_paragraphs.cpp
    word_text.cpp
    word_two.cpp)
braque_pkg(braque_documents sqlite3 icu-uc librevenge-0.0 librevenge-stream-0.0 libwpd-0.10 libwps-0.4
            libvisio-0.1 libmdb)
