# Mails, by readers of our own: one pass over a stream in constant memory, no threads, no files.
target_sources(braque_documents PRIVATE charset.cpp mail_header.cpp mail_lines.cpp mail_part.cpp
                                        mail_reader.cpp mapi_message.cpp mapi_names.cpp
                                        mapi_rtf.cpp pst_cipher.cpp pst_file.cpp pst_heap.cpp read_cms.cpp
                                        read_mail.cpp
                                        read_msg.cpp read_pst.cpp read_tnef.cpp
                                        transfer_decoding.cpp)
braque_pkg(braque_documents libcrypto)
