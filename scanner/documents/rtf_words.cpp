#include "documents/rtf_words.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace braque::documents {
namespace {

using enum RtfDestination;

/// `table` is in the order of its first members.
template <typename Table, typename Key>
auto find_in(const Table& table, const Key& key) {
  const auto found =
      std::lower_bound(std::begin(table), std::end(table), key,
                       [](const auto& line, const Key& k) { return line.first < k; });
  return found != std::end(table) && found->first == key ? found : std::end(table);
}

// In order of name. "same": text of the group around, which an unknown "\*" would have hidden.
// Destinations that are not listed and have a "\*" are skipped, as the specification wants.
constexpr std::pair<std::string_view, RtfDestination> kDestinations[] = {
    {"annotation", comment},
    {"atnauthor", comment_author},
    {"atndate", skipped},
    {"atnicn", skipped},
    {"atnid", skipped},
    {"atnparent", skipped},
    {"atnref", skipped},
    {"atrfend", skipped},
    {"atrfstart", skipped},
    {"author", info_value},
    {"bkmkend", skipped},
    {"bkmkstart", skipped},
    {"category", info_value},
    {"colortbl", skipped},
    {"comment", info_value},
    {"company", info_value},
    {"datafield", skipped},
    {"datastore", skipped},
    {"do", same},
    {"doccomm", info_value},
    {"docvar", variable},
    {"dptxbxtext", same},
    {"falt", skipped},
    {"fldinst", link},
    {"fldrslt", same},
    {"fontemb", skipped},
    {"fontfile", skipped},
    {"fonttbl", font_table},
    {"footer", header},
    {"footerf", header},
    {"footerl", header},
    {"footerr", header},
    {"footnote", footnote},
    {"formfield", skipped},
    {"ftncn", skipped},
    {"ftnsep", skipped},
    {"ftnsepc", skipped},
    {"generator", info_value},
    {"header", header},
    {"headerf", header},
    {"headerl", header},
    {"headerr", header},
    {"hlinkbase", info_value},
    {"info", info},
    {"keywords", info_value},
    {"listtext", skipped},
    {"manager", info_value},
    {"nesttableprops", skipped},
    {"nonesttables", skipped},
    {"nonshppict", skipped},
    {"objclass", object_class},
    {"objdata", object_data},
    {"object", object},
    {"operator", info_value},
    {"panose", skipped},
    {"pict", picture},
    {"pntext", skipped},
    {"pntxta", skipped},
    {"pntxtb", skipped},
    {"propname", property_name},
    {"result", same},
    {"revtbl", reviewers},
    {"shp", same},
    {"shpinst", same},
    {"shppict", same},
    {"shprslt", skipped},
    {"shptxt", same},
    {"sn", shape_name},
    {"sp", same},
    {"staticval", property_value},
    {"stylesheet", skipped},
    {"subject", info_value},
    {"sv", shape_value},
    {"tc", skipped},
    {"title", info_value},
    {"txe", skipped},
    {"ud", alternative},
    {"upr", skipped},
    {"userprops", same},
    {"xe", skipped},
};

constexpr std::pair<std::string_view, std::string_view> kTexts[] = {
    {"bullet", "\u2022"}, {"column", "\n"},        {"emdash", "\u2014"}, {"emspace", " "},
    {"endash", "\u2013"}, {"enspace", " "},        {"lbr", "\n"},        {"ldblquote", "\u201c"},
    {"line", "\n"},       {"lquote", "\u2018"},    {"page", "\n"},       {"par", "\n"},
    {"qmspace", " "},     {"rdblquote", "\u201d"}, {"rquote", "\u2019"}, {"sect", "\n"},
    {"softcol", "\n"},    {"softline", "\n"},      {"softpage", "\n"},   {"tab", "\t"},
};

constexpr std::pair<std::string_view, std::string_view> kInfoNames[] = {
    {"author", "Author"},        {"category", "Category"}, {"comment", "Comment"},
    {"company", "Company"},      {"doccomm", "Comment"},   {"generator", "Generator"},
    {"hlinkbase", "Base"},       {"keywords", "Keywords"}, {"manager", "Manager"},
    {"operator", "Last author"}, {"subject", "Subject"},   {"title", "Title"},
};

// "Font Table": values of \fcharset and their code pages; 77 and following are those of the
// Macintosh.
constexpr std::pair<int, unsigned> kCharsets[] = {
    {0, 1252},   {2, 1252},   {77, 10000}, {78, 10001}, {79, 10003}, {80, 10008},
    {81, 10002}, {83, 10005}, {84, 10004}, {85, 10006}, {86, 10081}, {87, 10021},
    {88, 10029}, {89, 10007}, {128, 932},  {129, 949},  {130, 1361}, {134, 936},
    {136, 950},  {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255}, {178, 1256},
    {186, 1257}, {204, 1251}, {222, 874},  {238, 1250}, {254, 437},  {255, 850},
};

}  // namespace

std::optional<RtfDestination> rtf_destination(std::string_view word) {
  const auto found = find_in(kDestinations, word);
  if (found == std::end(kDestinations)) return std::nullopt;
  return found->second;
}

std::string_view rtf_text(std::string_view word) {
  const auto found = find_in(kTexts, word);
  return found == std::end(kTexts) ? std::string_view() : found->second;
}

std::string_view rtf_info_name(std::string_view word) {
  const auto found = find_in(kInfoNames, word);
  return found == std::end(kInfoNames) ? std::string_view() : found->second;
}

std::optional<unsigned> rtf_charset(int charset) {
  const auto found = find_in(kCharsets, charset);
  if (found == std::end(kCharsets)) return std::nullopt;
  return found->second;
}

}  // namespace braque::documents
