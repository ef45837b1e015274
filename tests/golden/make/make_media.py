#!/usr/bin/env python3
"""Writes pictures with metadata and sound files with tags into tests/golden/documents."""
import pathlib
import struct
import zlib

OUT = pathlib.Path(__file__).resolve().parent.parent / "documents"


def ifd(entries, start, more=b""):
    """A little-endian TIFF directory at `start`; entries: tag, type, count, bytes. Offsets follow it."""
    body, extra = struct.pack("<H", len(entries)), b""
    base = start + 2 + 12 * len(entries) + 4
    for tag, kind, count, data in entries:
        if len(data) > 4:
            value = struct.pack("<I", base + len(extra))
            extra += data + b"\0" * (len(data) % 2)
        else:
            value = data.ljust(4, b"\0")
        body += struct.pack("<HHI", tag, kind, count) + value
    return body + struct.pack("<I", 0) + extra + more


def text(value):
    return value.encode() + b"\0"


def degrees(a, b, c):
    return b"".join(struct.pack("<II", *x) for x in ((a, 1), (b, 1), (c, 100)))


def exif():
    comment = b"ASCII\0\0\0Photo prise chez Mme Kermarrec"
    author = "Gaëlle Tanguy\0".encode("utf-16-le")

    def first(place_of_exif, place_of_gps):
        artist, camera = text("Yann Morvan"), text("Exemple X1")
        return ifd([(0x0110, 2, len(camera), camera), (0x013b, 2, len(artist), artist),
                    (0x8769, 4, 1, struct.pack("<I", place_of_exif)), (0x8825, 4, 1, struct.pack("<I", place_of_gps)),
                    (0x9c9d, 1, len(author), author)], 8)
    at = 8 + len(first(0, 0))
    photo = ifd([(0x9286, 7, len(comment), comment)], at)
    gps_at = at + len(photo)
    gps = ifd([(1, 2, 2, b"N\0"), (2, 5, 3, degrees(47, 39, 2950)), (3, 2, 2, b"W\0"), (4, 5, 3, degrees(2, 45, 3600))], gps_at)
    return b"II*\0" + struct.pack("<I", 8) + first(at, gps_at) + photo + gps


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def iptc():
    def dataset(number, value):
        return b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(value)) + value
    data = b"\x1c\x01\x5a\x00\x03\x1b%G" + dataset(80, "Élodie Charpentier".encode()) + dataset(120, "Fête du port".encode())
    data += b"\0" * (len(data) % 2)
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data


XMP = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
       '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>Soizic Le Bihan'
       '</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>').encode()


def jpeg():
    """Only headers: nothing here decodes the picture."""
    frame = struct.pack(">BHHB", 8, 8, 8, 1) + b"\x01\x11\x00"
    return (b"\xff\xd8" + segment(0xe1, b"Exif\0\0" + exif()) + segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0" + XMP) +
            segment(0xed, iptc()) + segment(0xfe, "Commentaire : dossier n°7".encode()) + segment(0xc0, frame) +
            segment(0xda, b"\x01\x01\x00\x00\x3f\x00") + b"\0\xff\xd9")


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)) +
            chunk(b"tEXt", b"Author\0Ga\xeblle Tanguy") + chunk(b"zTXt", b"Description\0\0" + zlib.compress(b"Plan du bureau de M. Morvan")) +
            chunk(b"iTXt", b"Title\0\0\0fr\0Titre\0" + "Étage 2".encode()) +
            chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2)) + chunk(b"IEND", b""))


def mp3():
    def frame(name, value):
        return name + bytes((0, 0, len(value) >> 7, len(value) & 127)) + b"\0\0" + value
    frames = (frame(b"TPE1", b"\x03" + "Élodie Charpentier".encode()) + frame(b"TIT2", b"\x03Message vocal") +
              frame(b"COMM", b"\x03fra\0Rappeler au 02 97 00 00 00") + frame(b"USLT", b"\x03fra\0Paroles de la chanson"))
    old = b"TAG" + b"Vieux titre".ljust(30, b"\0") + b"Yann Morvan".ljust(30, b"\0") + b"\0" * 30 + b"1999" + b"\0" * 30 + b"\x0c"
    sound = (b"\xff\xfb\x90\x00" + bytes(413)) * 2
    return b"ID3\x04\0\0" + bytes((0, 0, len(frames) >> 7, len(frames) & 127)) + frames + sound + old


def flac():
    comments = ["ARTIST=Soizic Le Bihan", "COMMENT=Enregistré chez M. Morvan"]
    packed = struct.pack("<I", 3) + b"own" + struct.pack("<I", len(comments))
    for comment in comments:
        packed += struct.pack("<I", len(comment.encode())) + comment.encode()
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + bytes.fromhex("0ac440f000000000") + bytes(16)
    return b"fLaC" + b"\0" + len(info).to_bytes(3, "big") + info + b"\x84" + len(packed).to_bytes(3, "big") + packed


def wav():
    def chunk(name, data):
        return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    info = b"INFO" + chunk(b"IART", b"Gwenael Cariou\0") + chunk(b"ICMT", b"Entretien annuel\0")
    body = b"WAVE" + chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)) + chunk(b"LIST", info) + chunk(b"data", bytes(8))
    return b"RIFF" + struct.pack("<I", len(body)) + body


def main():
    for name, data in (("photo.jpg", jpeg()), ("plan.png", png()), ("message.mp3", mp3()), ("voix.flac", flac()), ("entretien.wav", wav())):
        (OUT / name).write_bytes(data)


if __name__ == "__main__":
    main()
