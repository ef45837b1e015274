#include "documents/document_formats.hpp"

#include <vector>

#include "documents/readers.hpp"

namespace braque::documents {

std::span<const extract::ContainerFormat> document_formats() {
  // In order of name.
  static const std::vector<extract::ContainerFormat> kFormats = {
      {"docx", "Word documents and templates: docx, docm, dotx", "expat", read_zip_document},
      {"eml", "mails", "", read_eml},
      {"emlx", "mails of Apple Mail", "", read_emlx},
      {"mbox", "mailboxes", "", read_mbox},
      {"mht", "saved web pages (MHTML)", "", read_eml},
      {"mmdf", "mailboxes in the form of MMDF", "", read_mmdf},
      {"msg", "messages, contacts, appointments of Outlook (msg, oft)", "", read_ole2},
      {"ole2", "compound files of Microsoft Office and others", "", read_ole2},
      {"pdf", "PDF documents", "poppler", read_pdf},
      {"rtf", "Rich Text Format", "", read_rtf},
      {"sqlite", "SQLite databases", "SQLite", read_sqlite},
      {"tnef", "winmail.dat of Outlook (TNEF)", "", read_tnef},
      {"xlsx", "Excel workbooks and templates: xlsx, xlsm, xltx", "expat", read_zip_document},
  };
  return kFormats;
}

}  // namespace braque::documents
