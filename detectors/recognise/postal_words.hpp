// The words of postal addresses in the languages that the grammar reads.
#pragma once

#include "recognise/text_tokens.hpp"

namespace braque::recognise {

enum PostalClass : std::uint32_t {
  kTypeBefore = 1 << 0,  ///< a street's type that stands before its name: rue, calle, via
  kTypeBehind = 1 << 1,  ///< one that stands behind it: street, road
  kWeakType = 1 << 2,    ///< means other things as often: place, drive, court
  kFrenchType = 1 << 3,
  kConnector = 1 << 4,     ///< small words inside names: de la, van der, of
  kUnit = 1 << 5,          ///< part of a building: flat, étage, piso
  kNumberSuffix = 1 << 6,  ///< bis, ter
  kCountry = 1 << 7,
  kState = 1 << 8,       ///< of the United States, Canada, Australia; in capitals
  kSettlement = 1 << 9,  ///< what surrounds a street or stands in its place: résidence, lieu-dit
  kBox = 1 << 10,        ///< post office boxes
  kCedex = 1 << 11,
  kLabel = 1 << 12,      ///< announces an address: adresse, domicilio
  kLabelVerb = 1 << 13,  ///< the same in a sentence, without a colon: demeurant, residing
  kStop = 1 << 14,       ///< in no name of a street or town: chapter, page, phone, months
  kMonth = 1 << 15,
  kCompany = 1 << 16,       ///< Inc., Foundation: whoever has that address is not a person
  kDirection = 1 << 17,     ///< N, SW, before or behind a name
  kMilitary = 1 << 18,      ///< APO, FPO, DPO
  kOtherAddress = 1 << 19,  ///< e-mail, IP: before a label it speaks of something else
  kColumn = 1 << 20,        ///< in a column's header it says that streets stand below
  kLabelFiller = 1 << 21,   ///< may stand between a label and its value
  kNumberBehind = 1 << 22,  ///< a type with the house number behind it: Strasse, straat
};

/// Folded words of the classes above.
const WordTable& postal_words();

enum class Compound : std::uint8_t { none, perhaps, street };
/// Does a folded word end in a street's type: Bahnhofstrasse, Kerkstraat; perhaps: Ostring?
Compound street_compound(std::string_view folded) noexcept;

}  // namespace braque::recognise
