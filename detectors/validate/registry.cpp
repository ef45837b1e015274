// The table of named checks. A new one needs its function, its line in checks.hpp and its line
// here.
#include <algorithm>

#include "validate/check.hpp"
#include "validate/checks.hpp"

namespace braque {
namespace {

constexpr NamedCheck kChecks[] = {
    {"aws_access_key", "AWS key prefix and 16 characters of base32", validate::aws_access_key},
    {"be_nn", "Belgian national number: date, serial, 97 less the remainder by 97",
     validate::be_nn},
    {"bic", "BIC: 8 or 11 characters with a country of ISO 3166", validate::bic},
    {"br_cpf", "Brazilian CPF: two check digits mod 11", validate::br_cpf},
    {"ch_ahv", "Swiss AHV number: 756 and the check digit of EAN-13", validate::ch_ahv},
    {"date_of_birth", "an existing date from 1900 to 2039, numeric or with the name of a month",
     validate::date_of_birth},
    {"db_connection", "a connection string whose password is no placeholder",
     validate::db_connection},
    {"de_idnr", "German tax id: digit distribution and ISO 7064 MOD 11,10", validate::de_idnr},
    {"de_kvnr", "German health insurance number: weights 1, 2 on digits and letter rank",
     validate::de_kvnr},
    {"de_rvnr", "German pension insurance number: birth date and VKVV check digit",
     validate::de_rvnr},
    {"email", "RFC 5321 address whose last label is a top-level domain", validate::email},
    {"es_nie", "Spanish NIE: letter by number mod 23", validate::es_nie},
    {"fi_hetu", "Finnish personal identity code: date, century sign, character mod 31",
     validate::fi_hetu},
    {"fr_cni", "French identity card 1988-2021: year, month, department, ICAO digit where present",
     validate::fr_cni},
    {"fr_cnie", "French electronic identity card: nine capitals and digits, mixed",
     validate::fr_cnie},
    {"fr_driving_licence",
     "French licence: file number with year, month, department, or card number",
     validate::fr_driving_licence},
    {"fr_ine", "French student number: RNIE, base élèves or apprentice form", validate::fr_ine},
    {"fr_nif_spi", "French tax number: last three digits are the first ten mod 511",
     validate::fr_nif_spi},
    {"fr_nir", "French NIR: month, department and key of 97", validate::fr_nir},
    {"fr_passport", "French passport: two digits, two letters, five digits", validate::fr_passport},
    {"fr_phone", "French telephone number, national or with +33, 0033", validate::fr_phone},
    {"fr_plate", "French plate of the SIV: no I, O, U, SS; no 000", validate::fr_plate},
    {"fr_rib", "French bank account: RIB key mod 97", validate::fr_rib},
    {"fr_rpps", "French health professional: prefix and Luhn", validate::fr_rpps},
    {"fr_siren", "French company: nine digits, Luhn", validate::fr_siren},
    {"fr_siret", "French establishment: SIREN and Luhn, or La Poste's digit sum",
     validate::fr_siret},
    {"fr_vat", "French VAT number: key of the SIREN", validate::fr_vat},
    {"gb_nino", "UK national insurance number: letters that are given", validate::gb_nino},
    {"github_token", "GitHub token: CRC-32 in base 62", validate::github_token},
    {"iban", "IBAN: length and layout of the country, MOD 97-10, national check digits",
     validate::iban},
    {"imei", "IMEI: known reporting body and Luhn", validate::imei},
    {"ipv4", "four octets without leading zeros", validate::ipv4},
    {"ipv6", "eight groups of 16 bits, one :: at most", validate::ipv6},
    {"iso7064_mod11_10", "ISO 7064 MOD 11,10 over digits", validate::iso7064_mod11_10},
    {"iso7064_mod37_36", "ISO 7064 MOD 37,36 over digits and capitals", validate::iso7064_mod37_36},
    {"iso7064_mod97_10", "ISO 7064 MOD 97-10, remainder 1", validate::iso7064_mod97_10},
    {"it_codice_fiscale", "Italian tax code: date, omocodia, control letter",
     validate::it_codice_fiscale},
    {"it_iva", "Italian VAT number: province office and Luhn", validate::it_iva},
    {"jwt", "three base64url parts, the first two JSON objects, the header with alg",
     validate::jwt},
    {"luhn", "Luhn over all digits", validate::luhn},
    {"mac", "48-bit address with one kind of separator, neither all zeros nor all ones",
     validate::mac},
    {"mrz_td1", "ICAO TD1: three lines of 30 and four check digits", validate::mrz_td1},
    {"mrz_td3", "ICAO TD3: two lines of 44 and five check digits", validate::mrz_td3},
    {"nl_bsn", "Dutch BSN: the 11-test", validate::nl_bsn},
    {"password", "neither placeholder, variable, call nor plain words", validate::password},
    {"pci_amex", "American Express: 34, 37, 15 digits, Luhn", validate::pci_amex},
    {"pci_diners", "Diners Club: 300-305, 36, 38, 39, 14 digits, Luhn", validate::pci_diners},
    {"pci_discover", "Discover: 6011, 644-649, 65, 16 digits, Luhn", validate::pci_discover},
    {"pci_jcb", "JCB: 3528-3589, 16 digits, Luhn", validate::pci_jcb},
    {"pci_maestro", "Maestro: 50, 56-69, 12-19 digits, Luhn", validate::pci_maestro},
    {"pci_mastercard", "Mastercard: 51-55, 2221-2720, 16 digits, Luhn", validate::pci_mastercard},
    {"pci_pan", "payment card of a known scheme other than Maestro, Luhn", validate::pci_pan},
    {"pci_unionpay", "UnionPay: 62, 16-19 digits, Luhn", validate::pci_unionpay},
    {"pci_visa", "Visa: 4, 16 or 19 digits, Luhn", validate::pci_visa},
    {"phone", "E.164: assigned country code, length and first digit of its plan", validate::phone},
    {"pl_pesel", "Polish PESEL: date and weights 1, 3, 7, 9", validate::pl_pesel},
    {"private_key", "header of a PEM or PGP private key", validate::private_key},
    {"pt_nif", "Portuguese NIF: first digit and check digit mod 11", validate::pt_nif},
    {"se_personnummer", "Swedish personal number: date and Luhn over the last ten",
     validate::se_personnummer},
    {"us_itin", "US ITIN: 9 and the groups that the IRS gives", validate::us_itin},
    {"us_ssn", "US SSN: area, group and serial that can exist", validate::us_ssn},
    {"verhoeff", "Verhoeff over all digits", validate::verhoeff},
    {"vin", "VIN: alphabet, four final digits, check digit of North America", validate::vin},
};

}  // namespace

std::span<const NamedCheck> checks() { return kChecks; }

const NamedCheck* find_check(std::string_view name) {
  auto found = std::lower_bound(std::begin(kChecks), std::end(kChecks), name,
                                [](const NamedCheck& check, auto key) { return check.name < key; });
  return found != std::end(kChecks) && found->name == name ? found : nullptr;
}

}  // namespace braque
