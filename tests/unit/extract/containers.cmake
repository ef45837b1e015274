braque_test(extract_archive_test
            SOURCES archive_formats_test.cpp archive_limits_test.cpp archive_zip_test.cpp
                    archive_held_test.cpp
            LIBRARIES braque_documents)
