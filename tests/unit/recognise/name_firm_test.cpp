// Firms that are called after people. All names are invented.
#include "recognise/name_firm.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace braque;

namespace {

/// Of the whole first line.
bool is_firm(const std::string& line, const std::string& behind = "\n\nBonjour,\n") {
  return names::names_a_firm(line + behind, 0, line.size());
}

}  // namespace

TEST_CASE("surnames that are joined, or stand before a legal form, name a firm") {
  for (const char* line :
       {"Garnier et Durand", "Weber, Keller und Sommer", "Hall - Webb", "Ortiz Vega Hermanos",
        "Ortiz Vega y Molina Soto", "Conti e figli", "Bernard SARL", "Keller GmbH & Co. KG",
        "Berger et Le gall", "Wright and Sons", "Rossi s.r.l.", "Vega Soto S.A."}) {
    INFO(line);
    CHECK(is_firm(line));
    CHECK(is_firm(line, "\r\n"));
    CHECK(is_firm(line, ""));
  }
}

TEST_CASE("people who are named together are no firm") {
  for (const char* line :
       {"Claire Durand et Paul Garnier", "Claire et Paul", "Tom and Mary", "Claire Durand",
        "Monsieur et Madame Durand", "Paul et Claire Durand", "Durand", "Garnier et Durand: 3",
        "Claire Durand - 06", "et Durand", "-", ""}) {
    INFO(line);
    CHECK_FALSE(is_firm(line));
  }
}

TEST_CASE("firms head a text or a paragraph; elsewhere such a line is a list of people") {
  const std::string name = "Garnier et Durand";
  const auto in = [&](const std::string& before) {
    const std::string text = before + name + "\n";
    return names::names_a_firm(text, before.size(), before.size() + name.size());
  };
  CHECK(in("Merci.\n\n"));
  CHECK(in("Merci.\r\n \r\n"));
  CHECK_FALSE(in("Présents :\n"));
  CHECK_FALSE(in("Vu avec "));
  CHECK_FALSE(in(std::string(400, 'x')));
}
