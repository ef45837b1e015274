// The check functions, in alphabetical order; each is described and sourced where it is defined.
// Rules name them (validate/registry.cpp); nobody else needs to include this file but tests.
#pragma once

#include "validate/check.hpp"

namespace braque::validate {

bool aws_access_key(const Candidate& candidate);
bool be_nn(const Candidate& candidate);
bool bic(const Candidate& candidate);
bool br_cpf(const Candidate& candidate);
bool ch_ahv(const Candidate& candidate);
bool date_of_birth(const Candidate& candidate);
bool db_connection(const Candidate& candidate);
bool de_idnr(const Candidate& candidate);
bool de_kvnr(const Candidate& candidate);
bool de_rvnr(const Candidate& candidate);
bool email(const Candidate& candidate);
bool es_nie(const Candidate& candidate);
bool fi_hetu(const Candidate& candidate);
bool fr_cni(const Candidate& candidate);
bool fr_cnie(const Candidate& candidate);
bool fr_driving_licence(const Candidate& candidate);
bool fr_ine(const Candidate& candidate);
bool fr_nif_spi(const Candidate& candidate);
bool fr_nir(const Candidate& candidate);
bool fr_passport(const Candidate& candidate);
bool fr_phone(const Candidate& candidate);
bool fr_plate(const Candidate& candidate);
bool fr_rib(const Candidate& candidate);
bool fr_rpps(const Candidate& candidate);
bool fr_siren(const Candidate& candidate);
bool fr_siret(const Candidate& candidate);
bool fr_vat(const Candidate& candidate);
bool gb_nino(const Candidate& candidate);
bool github_token(const Candidate& candidate);
bool iban(const Candidate& candidate);
bool imei(const Candidate& candidate);
bool ipv4(const Candidate& candidate);
bool ipv6(const Candidate& candidate);
bool iso7064_mod11_10(const Candidate& candidate);
bool iso7064_mod37_36(const Candidate& candidate);
bool iso7064_mod97_10(const Candidate& candidate);
bool it_codice_fiscale(const Candidate& candidate);
bool it_iva(const Candidate& candidate);
bool jwt(const Candidate& candidate);
bool luhn(const Candidate& candidate);
bool mac(const Candidate& candidate);
bool mrz_td1(const Candidate& candidate);
bool mrz_td3(const Candidate& candidate);
bool nl_bsn(const Candidate& candidate);
bool password(const Candidate& candidate);
bool pci_amex(const Candidate& candidate);
bool pci_diners(const Candidate& candidate);
bool pci_discover(const Candidate& candidate);
bool pci_jcb(const Candidate& candidate);
bool pci_maestro(const Candidate& candidate);
bool pci_mastercard(const Candidate& candidate);
bool pci_pan(const Candidate& candidate);
bool pci_unionpay(const Candidate& candidate);
bool pci_visa(const Candidate& candidate);
bool phone(const Candidate& candidate);
bool pl_pesel(const Candidate& candidate);
bool private_key(const Candidate& candidate);
bool pt_nif(const Candidate& candidate);
bool se_personnummer(const Candidate& candidate);
bool us_itin(const Candidate& candidate);
bool us_ssn(const Candidate& candidate);
bool verhoeff(const Candidate& candidate);
bool vin(const Candidate& candidate);

}  // namespace braque::validate
