// The tables of an invented customer database, with what is in each column: made row by row from
// numbers, so that every engine is given the same data and any number of rows needs no memory.
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/check_values.hpp"

namespace braque::test {

enum class CrmType { integer, number, text, date, time, uuid, json, boolean, binary, network };

struct CrmColumn {
  std::string name;
  CrmType type = CrmType::text;
  std::string rule;  ///< what is in it: a rule, or a part of the names of several; "" for nothing
  std::function<std::string(std::uint64_t)> value;  ///< of a row; "" is NULL
  std::string comment = {};
};

struct CrmTable {
  std::string name;
  std::uint64_t rows = 0;
  std::vector<CrmColumn> columns;  ///< the first is the primary key
};

/// A number that looks random and is the same everywhere (splitmix64).
inline std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

namespace crm {

template <std::size_t Size>
std::string one_of(const char* const (&list)[Size], std::uint64_t number) {
  return list[number % Size];
}

inline constexpr const char* kFirst[] = {
    "Camille", "Louise", "Hugo",   "Emma",      "Lucas", "Manon",  "Jules",   "Chloé",
    "Mathieu", "Hélène", "Thomas", "Sarah",     "Jonas", "Lukas",  "Anna",    "Sophie",
    "James",   "Emily",  "Oliver", "Charlotte", "Klaus", "Jürgen", "Nicolas", "Alice"};
inline constexpr const char* kLast[] = {"Martin",   "Bernard", "Dubois",   "Durand", "Lefebvre",
                                        "Moreau",   "Laurent", "Garnier",  "Müller", "Schneider",
                                        "Fischer",  "Weber",   "Hoffmann", "Smith",  "Johnson",
                                        "Williams", "Taylor",  "Girard",   "Bonnet", "Fournier"};
inline constexpr const char* kStreets[] = {"rue de la République", "avenue Victor Hugo",
                                           "rue des Lilas",        "boulevard Voltaire",
                                           "rue Pasteur",          "place de la Mairie"};
inline constexpr const char* kCities[] = {"75011 Paris", "69003 Lyon", "33000 Bordeaux",
                                          "59800 Lille", "31000 Toulouse"};
inline constexpr const char* kProducts[] = {"table basse", "lampe de bureau", "chaise pliante",
                                            "étagère",     "tapis",           "rideau"};
inline constexpr const char* kStates[] = {"open", "closed", "pending", "shipped", "returned"};

inline std::string digits(std::uint64_t number, int width) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*llu", width, static_cast<unsigned long long>(number));
  return text;
}
inline std::string first_name(std::uint64_t n) { return one_of(kFirst, mixed(n * 3 + 1)); }
inline std::string last_name(std::uint64_t n) { return one_of(kLast, mixed(n * 5 + 2)); }
inline std::string full_name(std::uint64_t n) { return first_name(n) + " " + last_name(n); }
inline std::string email(std::uint64_t n) {
  return "p" + digits(mixed(n) % 900'000, 6) + "@labo-exemple.fr";
}
inline std::string phone(std::uint64_t n) {
  return "06" + digits(10'000'000 + mixed(n * 7) % 80'000'000, 8);
}
inline std::string date(std::uint64_t n, unsigned from, unsigned years) {
  const std::uint64_t x = mixed(n * 11);
  return digits(from + x % years, 4) + "-" + digits(1 + x / 97 % 12, 2) + "-" +
         digits(1 + x / 1999 % 28, 2);
}
inline std::string birth(std::uint64_t n) { return date(n, 1940, 60); }
inline std::string recent(std::uint64_t n) {
  return date(n * 13, 2021, 4) + " 08:" + digits(n % 60, 2) + ":00";
}
inline std::string address(std::uint64_t n) {
  const std::uint64_t x = mixed(n * 17);
  return std::to_string(1 + x % 120) + " " + one_of(kStreets, x / 128) + ", " +
         one_of(kCities, x / 1024);
}
inline std::string iban(std::uint64_t n) { return french_iban(mixed(n * 19) % 100'000'000'000ULL); }
inline std::string nir(std::uint64_t n) { return french_nir(mixed(n * 23)); }
inline std::string card(std::uint64_t n) {
  return luhn_number("4539" + digits(mixed(n * 29) % 100'000'000'000ULL, 11));
}
inline std::string uuid(std::uint64_t n) {
  char text[40];
  const std::uint64_t a = mixed(n * 31), b = mixed(n * 37);
  std::snprintf(text, sizeof text, "%08x-%04x-4%03x-a%03x-%012llx", static_cast<unsigned>(a >> 32),
                static_cast<unsigned>(a >> 16 & 0xffff), static_cast<unsigned>(a & 0xfff),
                static_cast<unsigned>(b >> 52),
                static_cast<unsigned long long>(b & 0xffffffffffffULL));
  return text;
}
inline std::string number(std::uint64_t n) { return std::to_string(n); }
inline std::string amount(std::uint64_t n) {
  return std::to_string(mixed(n) % 5000) + "." + digits(mixed(n) / 7 % 100, 2);
}
inline std::string product(std::uint64_t n) { return one_of(kProducts, mixed(n)); }
inline std::string state(std::uint64_t n) { return one_of(kStates, mixed(n * 41)); }
inline std::string quantity(std::uint64_t n) { return std::to_string(1 + mixed(n) % 12); }
inline std::string yes(std::uint64_t n) { return mixed(n) % 2 == 0 ? "1" : "0"; }
inline std::string none(std::uint64_t) { return {}; }
inline std::string profile(std::uint64_t n) {
  return R"({"langue": "fr", "contact": {"email": ")" + email(n) + R"("}})";
}
inline std::string settings(std::uint64_t n) {
  return R"({"theme": "dark", "size": )" + std::to_string(n % 30) + "}";
}
inline std::string remark(std::uint64_t n) {
  return n % 4 == 0 ? "Livraison le matin, rappeler " + full_name(n) + " à l'adresse " + email(n)
                    : "Colis remis au gardien.";
}
inline std::string sparse_email(std::uint64_t n) { return n % 3 == 0 ? email(n) : std::string(); }

}  // namespace crm

/// 30 tables: eight kinds of a business's data, in shards of countries, with quoted and hostile
/// names.
inline std::vector<CrmTable> crm_tables(std::uint64_t rows) {
  using T = CrmType;
  using namespace crm;
  const CrmColumn id{"id", T::integer, "", number};
  std::vector<CrmTable> tables;
  for (const char* country : {"fr", "de", "en"}) {
    const std::string end = std::string("_") + country;
    const bool german = end == "_de", french = end == "_fr";
    const auto word = [&](const char* fr, const char* de, const char* en) {
      return french ? fr : german ? de : en;
    };
    tables.push_back(
        {"customers" + end,
         rows,
         {id,
          {word("prenom", "vorname", "first_name"), T::text, "intl.person_name", first_name},
          {word("nom", "nachname", "last_name"), T::text, "intl.person_name", last_name},
          {word("courriel", "email", "email"), T::text, "intl.email", email, "adresse de contact"},
          {word("portable", "mobil", "mobile_phone"), T::text, "phone", phone},
          {word("date_naissance", "geburtsdatum", "date_of_birth"), T::date, "intl.dob", birth},
          {"created_at", T::time, "", recent},
          {"token", T::uuid, "", uuid},
          {"active", T::boolean, "", yes}}});
    tables.push_back({"orders" + end,
                      rows,
                      {id,
                       {"product", T::text, "", product},
                       {"amount", T::number, "", amount},
                       {"status", T::text, "", state},
                       {"ordered_at", T::time, "", recent},
                       {"quantity", T::integer, "", quantity}}});
    tables.push_back({"payments" + end,
                      rows,
                      {id,
                       {"iban", T::text, "eu.iban", iban},
                       {"amount", T::number, "", amount},
                       {"card_number", T::text, "pci.", card},
                       {"reference", T::uuid, "", uuid}}});
    tables.push_back(
        {"staff" + end,
         rows / 4 + 20,
         {id,
          {"nir", T::text, "fr.nir", nir},
          {word("salarie", "mitarbeiter", "employee"), T::text, "intl.person_name", full_name},
          {"grade", T::integer, "", quantity}}});
    tables.push_back(
        {"addresses" + end,
         rows / 2 + 20,
         {id,
          {word("adresse", "adresse", "address"), T::text, "fr.postal_address", address},
          {"verified", T::boolean, "", yes}}});
    tables.push_back({"tickets" + end,
                      rows / 4 + 20,
                      {id,
                       {word("commentaire", "kommentar", "comment"), T::text, "intl.email", remark},
                       {"status", T::text, "", state}}});
    tables.push_back(
        {"profiles" + end,
         rows / 2 + 20,
         {id, {"data", T::json, "intl.email", profile}, {"settings", T::json, "", settings}}});
    tables.push_back({"stock" + end,
                      rows,
                      {id,
                       {"article", T::text, "", product},
                       {"count", T::integer, "", quantity},
                       {"price", T::number, "", amount}}});
    tables.push_back({"visits" + end,
                      rows,
                      {id,
                       {"page", T::integer, "", quantity},
                       {"session", T::uuid, "", uuid},
                       {"at", T::time, "", recent}}});
  }
  tables.push_back(
      {"select",
       rows / 4 + 20,
       {id, {"order", T::text, "intl.email", email}, {"group by", T::number, "", amount}}});
  tables.push_back(
      {"odd \"name'; DROP TABLE x;--",
       rows / 4 + 20,
       {id, {"a\"b`c;--", T::text, "intl.email", sparse_email}, {"é ü", T::text, "", product}}});
  tables.push_back({"Nothing", 0, {id, {"email", T::text, "", none}}});
  return tables;
}

}  // namespace braque::test
