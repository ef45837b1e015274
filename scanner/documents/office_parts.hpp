// The documents made of an OPC package (ECMA-376 part 2), and what they have in common.
#pragma once

#include <string>
#include <string_view>

#include "documents/relationships.hpp"
#include "documents/word_numbering.hpp"
#include "documents/xml_text.hpp"
#include "documents/zip_package.hpp"

namespace braque::documents {

// Each hands over what it knows of the package; the caller hands over the rest as files. `main` is
// the part that the package's relationships start from. False: stop.
bool read_word(ZipPackage& package, Part& main);
bool read_workbook(ZipPackage& package, Part& main);
bool read_binary_workbook(ZipPackage& package, Part& main);
bool read_presentation(ZipPackage& package, Part& main);
bool read_drawing(ZipPackage& package, Part& main);

/// Read everything of the package and set the task's format; false when it is no such document.
bool read_open_document(ZipPackage& package);
bool read_epub(ZipPackage& package);
bool read_iwork(ZipPackage& package);
bool read_slack(ZipPackage& package);
bool read_xps(ZipPackage& package);

/// docProps/core.xml and its like, as "properties". False: stop.
bool hand_over_properties(ZipPackage& package);
/// The texts of parts of a kind, from their relationships, as "KIND" or "KIND 1", "KIND 2" below
/// `above`. `numbering` as FlowText's. False: stop.
bool hand_over_flows(ZipPackage& package, const Relationships& relationships, std::string_view type,
                     std::string_view kind, const std::string& above,
                     WordNumbering* numbering = nullptr);
/// One part as running text with its tables. False: stop.
bool hand_over_flow(ZipPackage& package, Part& part, const std::string& label,
                    WordNumbering* numbering = nullptr);
/// External targets, as "links" below `above`. False: stop.
bool hand_over_links(ZipPackage& package, const Relationships& relationships,
                     const std::string& above);

/// External targets of parts whose relationships nobody read: drawings, charts, masters. False:
/// stop.
bool hand_over_other_links(ZipPackage& package);
/// Marks as read the parts that only say how things look (styles, themes, fonts): they hold no text
/// of their own.
void pass_over_form(ZipPackage& package);

/// "above > label", or the label alone.
std::string below(std::string_view above, std::string_view label);

}  // namespace braque::documents
