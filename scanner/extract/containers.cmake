# Containers. libarchive reads most of them; zlib and liblzma are used directly where libarchive does
# not check a CRC (gzip) or has a fixed memory limit (xz, lzma).
target_sources(braque_formats PRIVATE archive_members.cpp archive_reader.cpp byte_input.cpp
                                      compressed_stream.cpp container_formats.cpp held_bytes.cpp
                                      inflate.cpp lzma_unpacker.cpp made_text.cpp
                                      mail_signature.cpp member_name.cpp metering.cpp
                                      flat_formats.cpp old_formats.cpp run_reader.cpp zip_body.cpp zip_directory.cpp
                                      zip_local_headers.cpp zip_members.cpp)
target_link_libraries(braque_formats PUBLIC braque_privacy)
braque_pkg(braque_formats libarchive zlib liblzma)
