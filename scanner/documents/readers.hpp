// The readers behind document_formats(), one per format or family.
#pragma once

#include "extract/container_readers.hpp"

namespace braque::documents {

/// A mail or a saved web page; a mailbox of mails one after the other; Apple's mails.
void read_eml(extract::ContainerTask& task);
void read_mbox(extract::ContainerTask& task);
void read_mmdf(extract::ContainerTask& task);
void read_emlx(extract::ContainerTask& task);
/// Signed and encrypted mail (S/MIME).
void read_cms(extract::ContainerTask& task);
/// Outlook's mailboxes.
void read_pst(extract::ContainerTask& task);
/// winmail.dat, which Outlook puts into mails.
void read_tnef(extract::ContainerTask& task);
/// Compound files of every kind: read_ole2.cpp has the list.
void read_ole2(extract::ContainerTask& task);
void read_dbf(extract::ContainerTask& task);
/// Workbooks of Excel before version 5.
void read_biff(extract::ContainerTask& task);
void read_mdb(extract::ContainerTask& task);
void read_plist(extract::ContainerTask& task);
/// Word for Windows 1 and 2.
void read_word_two(extract::ContainerTask& task);
/// WordPerfect, Works, Write, Lotus, Quattro Pro.
void read_revenge(extract::ContainerTask& task);
void read_sqlite(extract::ContainerTask& task);
void read_audio(extract::ContainerTask& task);
void read_image(extract::ContainerTask& task);
void read_metafile(extract::ContainerTask& task);
void read_pdf(extract::ContainerTask& task);
/// Archives of pg_dump.
void read_pg_archive(extract::ContainerTask& task);
void read_rtf(extract::ContainerTask& task);
/// Every kind of document that is a zip file (OOXML, OpenDocument, EPUB ...): which one, its
/// directory tells. What is none of them is read as an archive. Sets the task's format.
void read_zip_document(extract::ContainerTask& task);
/// Documents of one XML file: OpenDocument, Excel 2003, Word.
void read_flat_open_document(extract::ContainerTask& task);
void read_spreadsheet_xml(extract::ContainerTask& task);
void read_word_xml(extract::ContainerTask& task);

}  // namespace braque::documents
