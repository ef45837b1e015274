// Which names mark what people keep for themselves, and what stands in for the names below.
#include <catch2/catch.hpp>

#include "privacy/private_names.hpp"

using namespace braque;

namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_private(const char* name) { return PrivateNames().end_of_first(name) != kNone; }

Key key_of(std::uint8_t byte) {
  Key key;
  key.fill(byte);
  return key;
}

}  // namespace

TEST_CASE("private names are whole words of any case, with or without accents") {
  for (const char* name :
       {"Privé", "PRIVE", "privé", "Prive\xcc\x81", "Priv\xe9", "01_Privé", "1 - PERSO", "_private_",
        "Private", "Mes documents personnels", "mes_documents_personnels", "Persönlich",
        "PERSOENLICH.", "personal files", "Personnel.docx", "privé.tar", "Osobní", "Személyes"}) {
    INFO(name);
    CHECK(is_private(name) == (std::string_view(name) != "PERSOENLICH."));
  }
  for (const char* name : {"Privatisation", "private equity", "Personnes", "personal-2024-q1",
                           "not private", "", "2024", "éè", "perso nnel", "impersonal", "Prix"}) {
    INFO(name);
    CHECK_FALSE(is_private(name));
  }
}

TEST_CASE("the first private component of a path is the one that counts") {
  const PrivateNames names;
  CHECK(names.end_of_first("Bob/Privé/a/perso/b.txt") == 10);  // é takes two bytes
  CHECK(names.end_of_first("Bob/private equity/b.txt") == kNone);
  CHECK(names.end_of_first("Bob\\Private\\b.txt") == kNone);
  CHECK(names.end_of_first("box.pst > Private > b", kLocatorSeparators) == 18);
  const PrivateNames own({"Chasse gardée"});
  CHECK(own.end_of_first("a/CHASSE_GARDEE/b") == 15);
  CHECK(own.end_of_first("a/Private/b") == kNone);
  CHECK(PrivateNames({"coffre 7"}).end_of_first("a/Coffre_7.zip") == 14);
  CHECK(PrivateNames({"coffre"}).end_of_first("a/Coffre_7.zip") == kNone);
  CHECK(names.end_of_first("a/privé.mp3") == 12);
  const PrivateNames ligatures({"Mes œuvres", "Großes", "Coșul"});
  for (const char* path : {"a/mes_oeuvres", "a/MES ŒUVRES", "a/GROSSES", "a/cosul"}) {
    INFO(path);
    CHECK(ligatures.end_of_first(path) != kNone);
  }
  CHECK(own.fingerprint() == PrivateNames({"chasse GARDÉE"}).fingerprint());
  CHECK(own.fingerprint() != names.fingerprint());
}

TEST_CASE("keyed names stand for what lies below, component by component") {
  const PrivateNames names;
  const Key key = key_of(7), other_key = key_of(8);
  PrivatePaths paths(names, key, "smb://fs/share"), others(names, other_key, "smb://fs/share"),
      elsewhere(names, key, "smb://fs/home");
  const std::string concealed = paths.concealed("Bob/Privé/avocat/lettre.txt", false);
  const std::string folder = concealed.substr(0, concealed.rfind('/'));
  CHECK(concealed.starts_with("Bob/Privé/private-"));
  CHECK(concealed.size() == std::string_view("Bob/Privé").size() + 2 * (1 + 24));
  CHECK(concealed.find("avocat") == std::string::npos);
  // The folder's own keyed name is the beginning of those of its files.
  CHECK(paths.concealed("Bob/Privé/avocat", true) == folder);
  CHECK(std::string(paths.concealed("Bob/Privé/avocat/autre.txt", false)).starts_with(folder));
  CHECK(paths.concealed("Bob/Privé/avocat/autre.txt", false) != concealed);
  CHECK(others.concealed("Bob/Privé/avocat/lettre.txt", false) != concealed);
  CHECK(elsewhere.concealed("Bob/Privé/avocat/lettre.txt", false) != concealed);
  // What is concealed stays as it is.
  CHECK(paths.concealed(concealed, false) == concealed);
}

TEST_CASE("a private folder keeps its name, a private file does not") {
  const PrivateNames names;
  const Key key = key_of(7);
  PrivatePaths paths(names, key, "t");
  CHECK(paths.concealed("Bob/Privé", true) == "Bob/Privé");
  const std::string file = paths.concealed("Bob/privé.docx", false);
  CHECK(file.starts_with("Bob/private-"));
  CHECK(is_keyed_name(std::string_view(file).substr(4)));
  CHECK(paths.concealed("Bob/lettre.docx", false).empty());
  CHECK(paths.concealed("", false).empty());
  CHECK_FALSE(is_keyed_name("private-0123456789abcdeg"));
  CHECK_FALSE(is_keyed_name("private-0123456789abcde"));
}

TEST_CASE("a locator keeps what lies before the private folder") {
  const Key key = key_of(7);
  const auto concealed = [&](std::string_view locator) {
    return concealed_locator(key, "t", "box.zip", locator,
                             PrivateNames().end_of_first(locator, kLocatorSeparators));
  };
  CHECK(concealed("Mail/Private/to my lawyer").starts_with("Mail/Private/private-"));
  CHECK(concealed("inner.zip > Private > a.txt").starts_with("inner.zip > Private "));
  CHECK(concealed("inner.zip > a/private.txt").starts_with("inner.zip > a/private-"));
  CHECK(concealed("Private").starts_with("private-"));
}

TEST_CASE("what a policy depends on is its mode, and its names unless all is read") {
  PrivatePolicy policy;
  CHECK(policy.description() == "scan");
  policy.names = PrivateNames({"x"});
  CHECK(policy.description() == "scan");
  policy.mode = PrivateMode::skip;
  const std::string own = policy.description();
  policy.names = PrivateNames();
  CHECK(policy.description() != own);
  CHECK(policy.description().starts_with("skip "));
}
