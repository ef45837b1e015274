# Databases and office documents of the formats before XML.
target_sources(braque_documents PRIVATE
    binary_value.cpp
    code_page.cpp
    sqlite.cpp
    sqlite_file.cpp)
braque_pkg(braque_documents sqlite3 icu-uc)
