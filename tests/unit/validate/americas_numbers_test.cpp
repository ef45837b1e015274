// Numbers of the Americas.
// Check digits were computed apart from the checks, by the published rules.
#include <catch2/catch.hpp>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

TEST_CASE("numbers of United States") {
  CHECK(accepts("us_atin", "912-93-3456"));
  CHECK_FALSE(accepts("us_atin", "912-94-3456"));
  CHECK_FALSE(accepts("us_atin", "812-93-3456"));
  CHECK(accepts("us_ptin", "P01234567"));
  CHECK_FALSE(accepts("us_ptin", "P0123456"));
  CHECK_FALSE(accepts("us_ptin", "R01234567"));
  CHECK_FALSE(accepts("us_ptin", "P11111111"));
  CHECK(accepts("us_ein", "12-3456798"));
  CHECK_FALSE(accepts("us_ein", "12-3456789"));
  CHECK_FALSE(accepts("us_ein", "00-3456789"));
  CHECK_FALSE(accepts("us_ein", "79-3456789"));
  CHECK_FALSE(accepts("us_ein", "12-345678"));
  CHECK_FALSE(accepts("us_ein", "12-0000000"));
  CHECK(accepts("us_aba", "021000021"));
  CHECK_FALSE(accepts("us_aba", "021000022"));
  CHECK_FALSE(accepts("us_aba", "431000022"));
  CHECK_FALSE(accepts("us_aba", "000000000"));
  CHECK(accepts("us_bank_account", "123456"));
  CHECK_FALSE(accepts("us_bank_account", "12345"));
  CHECK_FALSE(accepts("us_bank_account", "123456789012345678"));
  CHECK_FALSE(accepts("us_bank_account", "000000000"));
  CHECK(accepts("us_passport", "E00007734"));
  CHECK(accepts("us_passport", "487213905"));
  CHECK_FALSE(accepts("us_passport", "E0000773"));
  CHECK_FALSE(accepts("us_passport", "123456789"));
  CHECK_FALSE(accepts("us_passport", "EE0007734"));
  CHECK(accepts("us_driving_licence", "D1234567"));
  CHECK(accepts("us_driving_licence", "12345678"));
  CHECK(accepts("us_driving_licence", "ABC12345X"));
  CHECK_FALSE(accepts("us_driving_licence", "ABCD12345"));
  CHECK_FALSE(accepts("us_driving_licence", "D1234"));
  CHECK_FALSE(accepts("us_driving_licence", "77777777"));
  CHECK(accepts("us_npi", "1245319599"));
  CHECK_FALSE(accepts("us_npi", "1245319590"));
  CHECK_FALSE(accepts("us_npi", "3245319595"));
  CHECK(accepts("us_dea", "AP5839026"));
  CHECK(accepts("us_dea", "F95839026"));
  CHECK_FALSE(accepts("us_dea", "AP5839027"));
  CHECK_FALSE(accepts("us_dea", "NP5839026"));
  CHECK(accepts("us_mbi", "1EG4-TE5-MK73"));
  CHECK_FALSE(accepts("us_mbi", "1EG4-TE5-MO73"));
  CHECK_FALSE(accepts("us_mbi", "0EG4-TE5-MK73"));
  CHECK_FALSE(accepts("us_mbi", "1EGA-TE5-MK73"));
  CHECK(accepts("us_edipi", "4173082956"));
  CHECK_FALSE(accepts("us_edipi", "0173082956"));
  CHECK_FALSE(accepts("us_edipi", "4444444444"));
  CHECK(accepts("us_a_number", "A012-345-678"));
  CHECK(accepts("us_a_number", "EAC1234567890"));
  CHECK_FALSE(accepts("us_a_number", "B012345678"));
  CHECK_FALSE(accepts("us_a_number", "XXX1234567890"));
  CHECK_FALSE(accepts("us_a_number", "A1234567"));
}

TEST_CASE("numbers of Canada") {
  CHECK(accepts("ca_sin", "130 692 544"));
  CHECK_FALSE(accepts("ca_sin", "130 692 543"));
  CHECK_FALSE(accepts("ca_sin", "046 454 286"));
  CHECK_FALSE(accepts("ca_sin", "812345676"));
  CHECK(accepts("ca_ramq", "TREM 8501 1512"));
  CHECK_FALSE(accepts("ca_ramq", "TREM 8563 1512"));
  CHECK_FALSE(accepts("ca_ramq", "TREM 8513 1512"));
  CHECK_FALSE(accepts("ca_ramq", "TRE1 8501 1512"));
  CHECK(accepts("ca_ohip", "9876543217"));
  CHECK(accepts("ca_ohip", "5830 261 474 KV"));
  CHECK_FALSE(accepts("ca_ohip", "9876543218"));
  CHECK_FALSE(accepts("ca_ohip", "0876543216"));
  CHECK_FALSE(accepts("ca_ohip", "9876543217 1V"));
  CHECK(accepts("ca_bc_phn", "9698 658 215"));
  CHECK_FALSE(accepts("ca_bc_phn", "9698 658 216"));
  CHECK_FALSE(accepts("ca_bc_phn", "8698 658 215"));
  CHECK(accepts("ca_bn", "12302 6635 RC 0001"));
  CHECK(accepts("ca_bn", "12302 6635"));
  CHECK_FALSE(accepts("ca_bn", "12302 6634"));
  CHECK_FALSE(accepts("ca_bn", "12302 6635 XC 0001"));
  CHECK(accepts("ca_passport", "AB123456"));
  CHECK(accepts("ca_passport", "A123456BC"));
  CHECK_FALSE(accepts("ca_passport", "A1234567"));
  CHECK_FALSE(accepts("ca_passport", "AB12345"));
  CHECK(accepts("ca_driving_licence", "A1234-56789-80115"));
  CHECK(accepts("ca_driving_licence", "A1234-123456-12"));
  CHECK(accepts("ca_driving_licence", "1234567"));
  CHECK_FALSE(accepts("ca_driving_licence", "A1234-56789-81315"));
  CHECK_FALSE(accepts("ca_driving_licence", "1111111"));
}

TEST_CASE("numbers of Mexico") {
  CHECK(accepts("mx_curp", "BOXW310820HNERXN09"));
  CHECK_FALSE(accepts("mx_curp", "BOXW310820HNERXN08"));
  CHECK_FALSE(accepts("mx_curp", "BOXW311320HNERXN09"));
  CHECK_FALSE(accepts("mx_curp", "BOXW310820HXXRXN02"));
  CHECK_FALSE(accepts("mx_curp", "BOXW300229MDFRXN01"));
  CHECK(accepts("mx_rfc", "GODE561231GR8"));
  CHECK(accepts("mx_rfc", "GOD561231GR8"));
  CHECK_FALSE(accepts("mx_rfc", "GODE561331GR8"));
  CHECK_FALSE(accepts("mx_rfc", "XAXX010101000"));
  CHECK_FALSE(accepts("mx_rfc", "G1DE561231GR8"));
  CHECK(accepts("mx_nss", "12088304121"));
  CHECK_FALSE(accepts("mx_nss", "12088304122"));
  CHECK(accepts("mx_clabe", "032180000118359719"));
  CHECK_FALSE(accepts("mx_clabe", "032180000118359718"));
  CHECK_FALSE(accepts("mx_clabe", "200180000118359716"));
}

TEST_CASE("numbers of Brazil") {
  CHECK(accepts("br_cnpj", "16.727.230/0001-97"));
  CHECK(accepts("br_cnpj", "12ABC34501DE35"));
  CHECK_FALSE(accepts("br_cnpj", "16.727.230/0001-98"));
  CHECK_FALSE(accepts("br_cnpj", "00.000.000/0000-00"));
  CHECK(accepts("br_pis", "120.17593.16-0"));
  CHECK_FALSE(accepts("br_pis", "120.17593.16-1"));
  CHECK(accepts("br_cns", "700000000000005"));
  CHECK_FALSE(accepts("br_cns", "700000000000006"));
  CHECK_FALSE(accepts("br_cns", "500000000000126"));
  CHECK(accepts("br_titulo", "0043 5687 0906"));
  CHECK_FALSE(accepts("br_titulo", "0043 5687 0907"));
  CHECK_FALSE(accepts("br_titulo", "0043 5687 2909"));
  CHECK(accepts("br_cnh", "02650030647"));
  CHECK_FALSE(accepts("br_cnh", "02650030648"));
  CHECK_FALSE(accepts("br_cnh", "11111111111"));
  CHECK(accepts("br_rg", "12.345.678-9"));
  CHECK(accepts("br_rg", "1.234.567-X"));
  CHECK_FALSE(accepts("br_rg", "00.000.000-0"));
  CHECK_FALSE(accepts("br_rg", "12.345.678-B"));
}

TEST_CASE("numbers of Spanish-speaking America") {
  CHECK(accepts("ar_dni", "20.123.456"));
  CHECK(accepts("ar_dni", "7.123.456"));
  CHECK_FALSE(accepts("ar_dni", "02.123.456"));
  CHECK_FALSE(accepts("ar_dni", "12.345.678"));
  CHECK(accepts("ar_cuit", "20-05536168-2"));
  CHECK_FALSE(accepts("ar_cuit", "20-05536168-3"));
  CHECK_FALSE(accepts("ar_cuit", "28-05536168-3"));
  CHECK(accepts("cl_rut", "12531909-2"));
  CHECK(accepts("cl_rut", "6265837-1"));
  CHECK_FALSE(accepts("cl_rut", "12531909-3"));
  CHECK_FALSE(accepts("cl_rut", "76086A28-5"));
  CHECK(accepts("co_nit", "213.123.432-1"));
  CHECK_FALSE(accepts("co_nit", "213.123.432-5"));
  CHECK(accepts("co_cedula", "52.847.193"));
  CHECK(accepts("co_cedula", "1.048.271.936"));
  CHECK_FALSE(accepts("co_cedula", "4.048.271.936"));
  CHECK_FALSE(accepts("co_cedula", "482719"));
  CHECK(accepts("pe_dni", "10117410"));
  CHECK(accepts("pe_dni", "10117410-2"));
  CHECK_FALSE(accepts("pe_dni", "10117410-3"));
  CHECK_FALSE(accepts("pe_dni", "11111111"));
  CHECK(accepts("pe_ruc", "20512333797"));
  CHECK_FALSE(accepts("pe_ruc", "20512333798"));
  CHECK_FALSE(accepts("pe_ruc", "30512333792"));
  CHECK(accepts("ec_ci", "171430710-3"));
  CHECK(accepts("ec_ci", "1714307103001"));
  CHECK_FALSE(accepts("ec_ci", "171430710-4"));
  CHECK_FALSE(accepts("ec_ci", "1714307103000"));
  CHECK_FALSE(accepts("ec_ci", "2514307103"));
  CHECK_FALSE(accepts("ec_ci", "1784307108"));
  CHECK(accepts("uy_ci", "1.234.567-2"));
  CHECK(accepts("uy_ci", "654.321-0"));
  CHECK_FALSE(accepts("uy_ci", "1.234.567-3"));
  CHECK(accepts("py_ruc", "80028061-0"));
  CHECK(accepts("py_ruc", "9991603-7"));
  CHECK_FALSE(accepts("py_ruc", "80028061-1"));
  CHECK_FALSE(accepts("py_ruc", "800280610"));
  CHECK(accepts("ve_rif", "V-11470283-4"));
  CHECK_FALSE(accepts("ve_rif", "V-11470283-3"));
  CHECK_FALSE(accepts("ve_rif", "X-11470283-4"));
  CHECK(accepts("do_cedula", "001-1391410-5"));
  CHECK_FALSE(accepts("do_cedula", "001-1391410-6"));
  CHECK(accepts("cr_cpf", "3-0455-0175"));
  CHECK(accepts("cr_cpf", "03-0455-0175"));
  CHECK_FALSE(accepts("cr_cpf", "30-1234-1234"));
  CHECK_FALSE(accepts("cr_cpf", "3-0000-0175"));
  CHECK(accepts("sv_nit", "0614-050707-104-8"));
  CHECK_FALSE(accepts("sv_nit", "0614-050707-104-0"));
  CHECK_FALSE(accepts("sv_nit", "0614-320707-104-5"));
  CHECK_FALSE(accepts("sv_nit", "2614-050707-104-4"));
  CHECK(accepts("gt_nit", "576937-K"));
  CHECK(accepts("gt_nit", "7108-0"));
  CHECK_FALSE(accepts("gt_nit", "576937-0"));
  CHECK_FALSE(accepts("gt_nit", "71080"));
  CHECK(accepts("cu_ni", "91021027775"));
  CHECK(accepts("cu_ni", "72062506561"));
  CHECK_FALSE(accepts("cu_ni", "85023091531"));
  CHECK_FALSE(accepts("cu_ni", "00023027775"));
}

TEST_CASE("the tax number of Uruguay and the bank account of Argentina") {
  CHECK(accepts("uy_rut", "214827190010"));
  CHECK(accepts("uy_rut", "120730580017"));
  CHECK_FALSE(accepts("uy_rut", "214827190011"));
  CHECK_FALSE(accepts("uy_rut", "214827190020"));
  CHECK_FALSE(accepts("uy_rut", "234827190010"));
  CHECK(accepts("ar_cbu", "0170482671930562417838"));
  CHECK_FALSE(accepts("ar_cbu", "0170482771930562417838"));
  CHECK_FALSE(accepts("ar_cbu", "0170482671930562417837"));
  CHECK_FALSE(accepts("ar_cbu", "0000000000000000000000"));
}

}  // namespace
}  // namespace braque
