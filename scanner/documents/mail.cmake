# Mails, by readers of our own: one pass over a stream in constant memory, no threads, no files.
target_sources(braque_documents PRIVATE charset.cpp mail_header.cpp mail_lines.cpp mail_part.cpp
                                        mail_reader.cpp read_mail.cpp transfer_decoding.cpp)
