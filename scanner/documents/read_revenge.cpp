// Formats of the libraries of the Document Liberation Project: WordPerfect (libwpd); Works, Write,
// Lotus and Quattro Pro (libwps); Visio before 2013 (libvisio).
#include <libvisio/libvisio.h>
#include <libwpd/libwpd.h>
#include <libwps/libwps.h>

#include "documents/ole2_part.hpp"
#include "documents/readers.hpp"
#include "documents/revenge_input.hpp"
#include "documents/revenge_readers.hpp"
#include "documents/whole_file.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using extract::Problem;

/// What became of reading.
enum class Told { whole, broken, encrypted, unknown };

struct Document {
  RevengeTexts texts;
  std::vector<RevengeSheets::Sheet> sheets;
};

Told read_wordperfect(RevengeInput& input, Document& document) {
  switch (libwpd::WPDocument::isFileFormatSupported(&input)) {
    case libwpd::WPD_CONFIDENCE_NONE:
      return Told::unknown;
    case libwpd::WPD_CONFIDENCE_UNSUPPORTED_ENCRYPTION:
    case libwpd::WPD_CONFIDENCE_SUPPORTED_ENCRYPTION:
      return Told::encrypted;
    default:
      break;
  }
  input.seek(0, librevenge::RVNG_SEEK_SET);
  RevengeWords words(document.texts);
  const auto result = libwpd::WPDocument::parse(&input, &words, nullptr);
  return result == libwpd::WPD_OK ? Told::whole : Told::broken;
}

Told read_works(RevengeInput& input, Document& document) {
  libwps::WPSKind kind = libwps::WPS_TEXT;
  libwps::WPSCreator creator = libwps::WPS_MSWORKS;
  bool needs_encoding = false;
  const auto confidence =
      libwps::WPSDocument::isFileFormatSupported(&input, kind, creator, needs_encoding);
  if (confidence == libwps::WPS_CONFIDENCE_NONE) return Told::unknown;
  if (confidence == libwps::WPS_CONFIDENCE_SUPPORTED_ENCRYPTION) return Told::encrypted;
  input.seek(0, librevenge::RVNG_SEEK_SET);
  libwps::WPSResult result;
  if (kind == libwps::WPS_TEXT) {
    RevengeWords words(document.texts);
    result = libwps::WPSDocument::parse(&input, &words);
  } else {
    RevengeSheets sheets(document.texts);
    result = libwps::WPSDocument::parse(&input, &sheets);
    document.sheets = std::move(sheets.sheets());
  }
  if (result == libwps::WPS_ENCRYPTION_ERROR) return Told::encrypted;
  return result == libwps::WPS_OK ? Told::whole : Told::broken;
}

Told read_visio(RevengeInput& input, Document& document) {
  if (!libvisio::VisioDocument::isSupported(&input)) return Told::unknown;
  input.seek(0, librevenge::RVNG_SEEK_SET);
  RevengeDrawing drawing(document.texts);
  return libvisio::VisioDocument::parse(&input, &drawing) ? Told::whole : Told::broken;
}

/// Exceptions of the libraries end here.
Told read(ContainerTask& task, const Ole2File* ole2, std::string bytes, Document& document) {
  const auto content = std::make_shared<const std::string>(std::move(bytes));
  constexpr std::pair<Told (*)(RevengeInput&, Document&), std::string_view> kReaders[] = {
      {read_wordperfect, "wordperfect"}, {read_works, "works"}, {read_visio, "vsd"}};
  for (const auto& [reader, format] : kReaders) {
    RevengeInput input(content, ole2, task.meter);
    Told told = Told::broken;
    try {
      told = reader(input, document);
    } catch (const std::exception&) {
    } catch (...) {  // libwpd and libwps throw classes of their own
    }
    if (told == Told::unknown) continue;
    if (task.format == "ole2") task.format = format;
    return told;
  }
  return Told::unknown;
}

bool hand_over_document(ContainerTask& task, Document& document) {
  for (auto& [name, text] : document.texts.sections()) {
    if (text.find_first_not_of(" \n\t") == std::string::npos) continue;
    if (!extract::may_go_on(task) || !hand_over_text(task, name, "text", std::move(text)))
      return false;
  }
  for (RevengeSheets::Sheet& sheet : document.sheets) {
    if (sheet.rows.empty()) continue;
    if (!extract::may_go_on(task) ||
        !hand_over_text(task, extract::label(sheet.name), "table", std::move(sheet.rows)))
      return false;
  }
  if (!document.texts.held_tables().hand_over(task, "")) return false;
  std::string& lines = document.texts.property_lines();
  return lines.empty() || (extract::may_go_on(task) &&
                           hand_over_text(task, "properties", "keyvalue", std::move(lines)));
}

bool read_any(ContainerTask& task, const Ole2File* ole2) {
  std::string bytes;
  if (!read_whole_file(task, bytes)) return true;
  Document document;
  const Told told = read(task, ole2, std::move(bytes), document);
  if (told == Told::unknown) return false;
  if (told == Told::encrypted) {
    task.tally.add(Problem{Reason::encrypted, "an encrypted document"});
    return true;
  }
  if (task.meter.out_of_time())
    task.tally.add(Problem{Reason::budget_time, "the time for this item is used up"});
  else if (told == Told::broken)
    task.tally.add(Problem{Reason::corrupt, "a damaged document"});
  if (document.texts.too_long()) task.tally.add(Problem{Reason::budget_memory, "too much text"});
  hand_over_document(task, document);
  return true;
}

}  // namespace

void read_revenge(ContainerTask& task) {
  if (!read_any(task, nullptr)) task.tally.add(Problem{Reason::corrupt, "a damaged document"});
}

bool read_revenge_ole2(ContainerTask& task, const Ole2File& file) {
  if (!read_any(task, &file)) return false;
  hand_over_properties(task, {file, "", ""});
  return true;
}

}  // namespace braque::documents
