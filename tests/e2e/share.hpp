// A share with something of everything: formats, encodings, containers, and kinds of trouble.
#pragma once

#include <archive.h>

#include <string>
#include <utility>
#include <vector>

#include "e2e/home.hpp"
#include "support/planted_text.hpp"
#include "unit/extract/archive_support.hpp"

namespace braque::test {

using Members = std::vector<std::pair<std::string, std::string>>;

inline std::string zip(const Members& members) {
  return archive_test::build(archive_write_set_format_zip, nullptr, members);
}
inline std::string tar_gz(const Members& members) {
  return archive_test::build(archive_write_set_format_pax_restricted, archive_write_add_filter_gzip,
                             members);
}

/// A PNG of one pixel's header (PNG 1.2, section 3): recognised as an image, never decoded.
inline std::string image() {
  return std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", 29) +
         std::string(64, '\x7f');
}

/// Readable files of many formats below `share`, a few megabytes.
inline void make_mixed_share(const Home& home) {
  std::string table = "nom;courriel;iban\n", lines, log;
  for (int i = 0; i < 60'000; ++i) {
    const std::string mail = "p" + std::to_string(i % 45'000) + "@labo-exemple.fr";
    table += "Personne " + std::to_string(i) + ";" + mail + ";\n";
    lines += "{\"id\":" + std::to_string(i) + ",\"mail\":\"" + mail + "\"}\n";
    log += "2024-05-06 07:08:09 client 163.172." + std::to_string(i / 250 % 250) + "." +
           std::to_string(1 + i % 250) + " connected\n";
  }
  home.tree.file("share/big/table.csv", table);
  home.tree.file("share/big/lines.jsonl", lines);
  home.tree.file("share/big/server.log", log);
  for (const PlantedStructure& structure : kPlantedStructures)
    for (const PlantedKind& kind : kPlantedKinds) {
      if (!structure.line_feeds && std::string(kind.value).find('\n') != std::string::npos)
        continue;
      const std::string name = std::string(kind.name) + "." + structure.extension;
      home.tree.file("share/mixed/" + std::string(structure.name) + "/" + name,
                     plant(kind, PlantedEncoding::utf16le, structure, 4096).bytes);
    }
  const std::string small = table.substr(0, 4000);
  home.tree.file("share/packed/nested.zip",
                 zip({{"a/list.csv", small}, {"b.zip", zip({{"c.txt", small}})}}));
  home.tree.file("share/packed/log.tar.gz", tar_gz({{"1.log", log.substr(0, 50'000)}}));
  for (int i = 0; i < 400; ++i)
    home.tree.file("share/small/" + std::to_string(i % 7) + "/" + std::to_string(i) + ".txt",
                   i % 3 == 0 ? "mail: p" + std::to_string(i) + "@labo-exemple.fr\n" : "rien\n");
}

/// What cannot or shall not be read, or not fully. Without anything that root could read all the
/// same.
inline void make_trouble(const Home& home) {
  const std::string text = "mail: ada@labo-exemple.fr\n";
  std::string damaged = zip({{"a.txt", text + std::string(5000, 'x')}, {"b.txt", text}});
  home.tree.file("share/t/truncated.zip", damaged.substr(0, damaged.size() / 2));
  const std::string packed = archive_test::gzipped(std::string(200'000, 'a') + text);
  home.tree.file("share/t/truncated.gz", packed.substr(0, packed.size() / 2));
  std::string deep = text;
  for (int i = 0; i < 12; ++i) deep = zip({{"inner.zip", deep}});
  home.tree.file("share/t/deep.zip", deep);
  home.tree.file("share/t/bomb.gz", archive_test::gzipped(std::string(100 << 20, '\0')));
  home.tree.file("share/t/image.png", image());
  home.tree.file("share/t/empty.csv", "");
  home.tree.file("share/t/broken.json", "{\"mail\": \"ada@labo-exemple.fr\", ");
  home.tree.file("share/t/binary.bin", std::string(3000, '\1') + text + std::string(3000, '\2'));
  home.tree.file("share/t/\xff\xfe name\n.txt", text);
  home.tree.file("share/t/first.txt", text);
  home.tree.hard_link("share/t/first.txt", "share/t/second.txt");
  home.tree.symlink("first.txt", "share/t/link.txt");
  home.tree.symlink("nowhere", "share/t/dangling");
  home.tree.fifo("share/t/fifo");
  home.tree.socket("share/t/socket");
  home.tree.file("share/t/$RECYCLE.BIN/old.txt", text);
  home.tree.file("share/t/skip/me.tmp", text);
  home.tree.sparse("share/t/sparse.txt", 64 << 20, 32 << 20, text);
  home.tree.file("share/t/locked/secret.txt", text);
}

}  // namespace braque::test
