#include "extract/unread_formats.hpp"

namespace braque::extract {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  std::size_t at;
  std::string_view name;
};

// Each line cites where the signature is defined.
constexpr Signature kSignatures[] = {
    {"PAR1"sv, 0, "parquet"},            // parquet-format, README, "File format"
    {"PARE"sv, 0, "parquet"},            // the same, with an encrypted footer
    {"ORC\x0a"sv, 0, "orc"},             // ORC specification, "File tail"
    {"ARROW1\0\0"sv, 0, "arrow"},        // Arrow columnar format, "IPC file format"
    {"Obj\x01"sv, 0, "avro"},            // Avro specification, "Object container files"
    {"SEQ\x06"sv, 0, "hadoop"},          // Hadoop's SequenceFile
    {"\x89HDF\r\n\x1a\n"sv, 0, "hdf5"},  // HDF5 file format, II.A
    {"CDF\x01"sv, 0, "netcdf"},          // NetCDF classic format
    {"CDF\x02"sv, 0, "netcdf"},
    {"MATLAB 5.0 MAT-file"sv, 0, "matlab"},  // MAT-file format, level 5
    {"ITSF\x03"sv, 0, "chm"},                // compiled HTML help
    {"ITOLITLS"sv, 0, "lit"},                // Microsoft Reader
    {"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3"sv, 0,
     "one"},  // MS-ONESTORE
    {"\xa1\x2f\xff\x43\xd9\xef\x76\x4c\x9e\xe2\x10\xea\x57\x22\x76\x5f"sv, 0, "onetoc2"},
    {"BOOKMOBI"sv, 60, "mobi"},           // Palm databases: type and creator
    {"AT&TFORM"sv, 0, "djvu"},            // DjVu 3, 8.2
    {"PACK\0\0\0\x02"sv, 0, "git pack"},  // gitformat-pack
    {"PACK\0\0\0\x03"sv, 0, "git pack"},
    {"\xfftOc\0\0\0\x02"sv, 0, "git index"},  // gitformat-pack, version 2 of the index
    {"QFI\xfb"sv, 0, "qcow2"},                // QEMU, qcow2.txt
    {"KDMV"sv, 0, "vmdk"},                    // VMware, virtual disk format 1.1
    {"COWD"sv, 0, "vmdk"},
    {"vhdxfile"sv, 0, "vhdx"},          // MS-VHDX 2.2.1
    {"conectix"sv, 0, "vhd"},           // VHD specification, "Hard disk footer"
    {"\x7f\x10\xda\xbe"sv, 64, "vdi"},  // VirtualBox, VDICore.h
    {"MSWIM\0\0\0"sv, 0, "wim"},        // Windows imaging format
    {"hsqs"sv, 0, "squashfs"},          // Linux, squashfs_fs.h
    {"\x53\xef"sv, 0x438, "ext4"},      // Linux, ext4.h: below the boot block
    {"NTFS    "sv, 3, "ntfs"},          // the boot sector's name of its file system
    {"FAT32   "sv, 82, "fat"},
    {"FAT16   "sv, 54, "fat"},
    {"FAT12   "sv, 54, "fat"},
    {"EXFAT   "sv, 3, "exfat"},
    {"xar!"sv, 0, "xar"},  // xar(1)
    {"ACE"sv, 7, "ace"},   // the header's mark is **ACE**
    {"StuffIt (c)"sv, 0, "stuffit"},
    {"\x1a\x45\xdf\xa3"sv, 0, "matroska"},  // RFC 8794, EBML
    {"FLV\x01"sv, 0, "flv"},                // Adobe Flash video specification
    {"\0\0\x01\xba"sv, 0, "mpeg"},          // ISO 13818-1, pack header
    {"\0\0\x01\xb3"sv, 0, "mpeg"},
    {"FWS"sv, 0, "flash"},  // SWF, chapter 2
    {"CWS"sv, 0, "flash"},
    {"\xd4\xc3\xb2\xa1"sv, 0, "pcap"},  // libpcap
    {"\xa1\xb2\xc3\xd4"sv, 0, "pcap"},
    {"\x0a\x0d\x0d\x0a"sv, 0, "pcapng"},
    {"\xef\xcd\xab\x89"sv, 4, "ese"},       // Extensible Storage Engine
    {"\xff\x06\0\0sNaPpY"sv, 0, "snappy"},  // Snappy framing format, 4.1
    {"LZIP\x01"sv, 0, "lzip"},              // lzip manual, file format
    {"\x89LZO\0\r\n\x1a\n"sv, 0, "lzop"},   // lzop
    {"LRZI\0"sv, 0, "lrzip"},               // lrzip
    {"\xed\xab\xee\xdb"sv, 0, "rpm"},       // RPM file format, lead
    {"SIT!"sv, 0, "stuffit"},
    {"ZOO 2."sv, 0, "zoo"},
    {"\xcf\xad\x12\xfe"sv, 0, "dbx"},                                // mailboxes of Outlook Express
    {"\x1a\0\0\x04\0\0"sv, 0, "nsf"},                                // Notes databases
    {"DICM"sv, 128, "dicom"},                                        // DICOM part 10, 7.1
    {"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92"sv, 12, "sas7bdat"},  // SAS data sets
    {"\x06\x06\xed\xf5\xd8\x1d\x46\xe5\xbd\x31\xef\xe7\xfe\x74\xb7\x1d"sv, 0, "indesign"},
    {"AC10"sv, 0, "dwg"},  // AutoCAD, R13 and later
};

/// Some need more than their first letters, which text could have.
bool confirmed(const Signature& signature, std::string_view head) {
  const auto byte = [&](std::size_t at) {
    return at < head.size() ? static_cast<unsigned char>(head[at]) : 0U;
  };
  if (signature.name == "flash") return byte(3) >= 1 && byte(3) <= 50 && byte(7) == 0;
  if (signature.name == "ace") return head.substr(0, 16).find("**ACE**") != std::string_view::npos;
  if (signature.name == "dwg") return byte(4) >= '0' && byte(4) <= '9' && byte(6) == 0;
  if (signature.name == "parquet" || signature.name == "vmdk" || signature.name == "squashfs")
    return head.substr(0, 64).find_first_of("\0\x15"sv) != std::string_view::npos;
  if (signature.name == "ntfs" || signature.name == "fat" || signature.name == "exfat")
    return byte(510) == 0x55 && byte(511) == 0xaa;
  // The superblock's creator and its state, of which few values exist.
  if (signature.name == "ext4") return byte(0x43a) <= 7 && byte(0x43b) == 0 && byte(0x43c) <= 3;
  return true;
}

/// RIFF with pictures in motion, which sound files are not.
bool is_avi(std::string_view head) {
  return head.size() >= 12 && head.starts_with("RIFF") && head.substr(8, 4) == "AVI ";
}

}  // namespace

BinaryFormat unread_format(std::string_view head) {
  for (const Signature& signature : kSignatures) {
    if (head.size() < signature.at + signature.bytes.size()) continue;
    if (head.substr(signature.at, signature.bytes.size()) != signature.bytes) continue;
    if (confirmed(signature, head)) return {signature.name, Reason::unsupported_format};
  }
  if (is_avi(head)) return {"avi", Reason::unsupported_format};
  return {};
}

}  // namespace braque::extract
