#include "documents/document_formats.hpp"

#include <vector>

#include "documents/readers.hpp"

namespace braque::documents {

std::span<const extract::ContainerFormat> document_formats() {
  // In order of name.
  static const std::vector<extract::ContainerFormat> kFormats = {
      {"aiff", "AIFF sound files", "TagLib", read_audio},
      {"ape", "Monkey's Audio sound", "TagLib", read_audio},
      {"bmp", "Windows bitmaps", "Leptonica", read_image},
      {"dbf", "dBase and FoxPro tables", "", read_dbf},
      {"doc", "Word documents before 2007", "", read_ole2},
      {"docx", "Word documents and templates: docx, docm, dotx", "expat", read_zip_document},
      {"emf", "enhanced metafiles", "", read_metafile},
      {"eml", "mails (RFC 5322)", "", read_eml},
      {"emlx", "mails of Apple Mail", "", read_emlx},
      {"epub", "EPUB books", "expat", read_zip_document},
      {"flac", "FLAC sound", "TagLib", read_audio},
      {"gif", "GIF pictures", "Leptonica", read_image},
      {"heic", "HEIF, HEIC and AVIF pictures", "Exiv2", read_image},
      {"jp2", "JPEG 2000 pictures", "Exiv2", read_image},
      {"jpeg", "JPEG pictures", "Exiv2", read_image},
      {"key", "Keynote presentations", "expat", read_zip_document},
      {"lotus", "Lotus 1-2-3 and Symphony spreadsheets", "libwps", read_revenge},
      {"mbox", "mailboxes (RFC 4155)", "", read_mbox},
      {"mdb", "Access databases: mdb, accdb", "libmdb", read_mdb},
      {"mht", "saved web pages (MHTML)", "", read_eml},
      {"mmdf", "mailboxes in the form of MMDF", "", read_mmdf},
      {"mp3", "MPEG sound", "TagLib", read_audio},
      {"mp4", "MPEG-4 sound and films, QuickTime", "TagLib", read_audio},
      {"msg", "messages, contacts, appointments of Outlook (msg, oft)", "", read_ole2},
      {"numbers", "Numbers spreadsheets", "expat", read_zip_document},
      {"odg", "OpenDocument drawings, LibreOffice Draw", "expat", read_zip_document},
      {"odp", "OpenDocument presentations, LibreOffice Impress", "expat", read_zip_document},
      {"ods", "OpenDocument spreadsheets, LibreOffice Calc", "expat", read_zip_document},
      {"odt", "OpenDocument texts, LibreOffice Writer", "expat", read_zip_document},
      {"ogg", "Ogg sound: Vorbis, Opus, Speex", "TagLib", read_audio},
      {"ole2", "compound files of Microsoft Office and others", "", read_ole2},
      {"p7m", "signed and encrypted mails (S/MIME)", "OpenSSL", read_cms},
      {"pages", "Pages documents", "expat", read_zip_document},
      {"pdf", "PDF documents", "poppler", read_pdf},
      {"pgdump", "archives of pg_dump, custom form", "", read_pg_archive},
      {"photo", "raw pictures of cameras", "Exiv2", read_image},
      {"plist", "binary property lists", "", read_plist},
      {"png", "PNG pictures", "Exiv2", read_image},
      {"ppt", "PowerPoint presentations before 2007", "", read_ole2},
      {"pptx", "PowerPoint presentations: pptx, pptm, ppsx, potx", "expat", read_zip_document},
      {"psd", "Photoshop pictures", "Exiv2", read_image},
      {"pst", "mailboxes of Outlook (pst, ost)", "", read_pst},
      {"quattro", "Quattro Pro spreadsheets", "libwps", read_revenge},
      {"rtf", "Rich Text Format", "", read_rtf},
      {"slack", "exports of Slack workspaces", "", read_zip_document},
      {"sqlite", "SQLite databases", "SQLite", read_sqlite},
      {"tiff", "TIFF pictures", "Exiv2", read_image},
      {"tnef", "winmail.dat of Outlook (TNEF)", "", read_tnef},
      {"vba", "macros of Office documents", "", read_ole2},
      {"vsd", "Visio drawings before 2013", "libvisio", read_ole2},
      {"vsdx", "Visio drawings: vsdx, vsdm, vstx, vssx", "expat", read_zip_document},
      {"wav", "WAVE sound", "TagLib", read_audio},
      {"webp", "WebP pictures", "Exiv2", read_image},
      {"wma", "Windows Media sound and films", "TagLib", read_audio},
      {"wmf", "Windows metafiles", "", read_metafile},
      {"word2", "Word documents before 1993", "", read_word_two},
      {"wordperfect", "WordPerfect documents", "libwpd", read_revenge},
      {"works", "Microsoft Works documents", "libwps", read_revenge},
      {"write", "Microsoft Write and Word for DOS", "libwps", read_revenge},
      {"wv", "WavPack sound", "TagLib", read_audio},
      {"xls", "Excel workbooks before 2007", "", read_biff},
      {"xlsb", "Excel binary workbooks", "", read_zip_document},
      {"xlsx", "Excel workbooks and templates: xlsx, xlsm, xltx", "expat", read_zip_document},
      {"xps", "XPS and OpenXPS pages", "expat", read_zip_document},
  };
  return kFormats;
}

}  // namespace braque::documents
