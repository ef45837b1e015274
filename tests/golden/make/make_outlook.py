#!/usr/bin/env python3
"""Makes message.msg and winmail.dat of tests/golden/documents. People and numbers are invented.

usage: make_outlook.py [OUT_DIR]
"""
import struct
import sys
from pathlib import Path

OUT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / 'documents')
END, FREE, FAT = 0xfffffffe, 0xffffffff, 0xfffffffd


def wide(text):
    return text.encode('utf-16-le')


def compound_file(tree):
    """tree: {name: bytes or tree}. Sectors of 512 bytes; streams below 4096 bytes in the short ones."""
    entries = []    # [name, type, left, right, child, start, size]

    def add(name, kind, content):
        entries.append([name, kind, FREE, FREE, FREE, 0, 0, content])
        me = len(entries) - 1
        if kind != 2:
            ids = [add(n, 2 if isinstance(c, bytes) else 1, c) for n, c in content.items()]
            for left, right in zip(ids, ids[1:]):
                entries[left][3] = right      # a list instead of a balanced tree
            entries[me][4] = ids[0] if ids else FREE
        return me
    add('Root Entry', 5, tree)
    short, short_fat, sectors, fat = b'', [], [], []

    def store(data):
        start = len(sectors)
        count = max(1, -(-len(data) // 512))
        for i in range(count):
            sectors.append(data[512 * i:512 * i + 512].ljust(512, b'\0'))
            fat.append(start + i + 1 if i + 1 < count else END)
        return start
    for entry in entries:
        data = entry[7]
        if entry[1] != 2:
            continue
        entry[6] = len(data)
        if len(data) >= 4096:
            entry[5] = store(data)
        elif data:
            entry[5] = len(short_fat)
            count = -(-len(data) // 64)
            short_fat += [entry[5] + i + 1 for i in range(count - 1)] + [END]
            short += data.ljust(64 * count, b'\0')
        else:
            entry[5] = END
    entries[0][5], entries[0][6] = store(short), len(short)
    table = struct.pack('<%dI' % len(short_fat), *short_fat)
    short_start = store(table.ljust(-(-len(table) // 512) * 512, b'\xff'))
    records = b''
    for name, kind, left, right, child, start, size, _ in entries:
        records += (wide(name) + b'\0\0').ljust(64, b'\0') + struct.pack('<HBB', 2 * len(name) + 2, kind, 1)
        records += struct.pack('<III', left, right, child) + bytes(16 + 4 + 16) + struct.pack('<IQ', start, size)
    directory = store(records.ljust(-(-len(records) // 512) * 512, b'\0'))
    count = 1
    while len(fat) + count > 128 * count:
        count += 1
    first = len(fat)
    fat += [FAT] * count
    fat += [FREE] * (128 * count - len(fat))
    body = b''.join(sectors) + struct.pack('<%dI' % len(fat), *fat)
    header = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(16) + struct.pack('<HHHHH', 0x3e, 3, 0xfffe, 9, 6)
    header += bytes(6) + struct.pack('<IIIIIIIII', 0, count, directory, 0, 4096, short_start, -(-len(table) // 512), END, 0)
    header += struct.pack('<109I', *([first + i for i in range(count)] + [FREE] * (109 - count)))
    return header + body


def properties(header, fixed, **streams):
    """The stream of fixed values and a stream for each long one: p<TAG>=bytes."""
    tree = {'__substg1.0_' + tag[1:]: data for tag, data in streams.items()}
    tree['__properties_version1.0'] = bytes(header) + b''.join(
        struct.pack('<II', tag, 6) + value.ljust(8, b'\0') for tag, value in fixed)
    return tree


def stored_rtf(text):
    return struct.pack('<IIII', len(text) + 12, len(text), 0x414c454d, 0) + text


# "{\rtf1\ansi" from the dictionary, letters, and the end mark.
def packed_rtf():
    begin = 0       # of the dictionary that every reader starts with
    write = 207     # where the first byte goes
    tokens = [('ref', begin, 11)] + list(b' Fin}')
    write += 11 + 5
    out, group = b'', []
    tokens.append(('ref', write, 2))
    for i in range(0, len(tokens), 8):
        group = tokens[i:i + 8]
        out += bytes([sum(1 << n for n, t in enumerate(group) if isinstance(t, tuple))])
        for t in group:
            out += struct.pack('>H', t[1] << 4 | t[2] - 2) if isinstance(t, tuple) else bytes([t])
    return struct.pack('<IIII', len(out) + 12, 16, 0x75465a4c, 0) + out


TIME = struct.pack('<Q', (1707123600 + 11644473600) * 10**7)      # 2024-02-05 09:00:00 UTC
MESSAGE = properties(
    32, [(0x00390040, TIME), (0x3ffd0003, struct.pack('<I', 1252)), (0x3fde0003, struct.pack('<I', 28591))],
    p0037001F=wide('Dossier arrêt'), p0C1A001F=wide('Hélène Aubry'), p0C1F001E='h.aubry@exemple.fr'.encode(),
    p1000001F=wide('Bonjour Zoé,\r\nvoir la pièce jointe.\r\n'), p10130102='<p>Bonjour Zoé</p>'.encode('latin-1'),
    p10090102=stored_rtf(b'{\\rtf1\\ansi Bonjour}'), p8000001F=wide('AB-12'), p8001001F=wide('3 rue des Lilas'),
    **{'p8002101F': struct.pack('<II', 8, 10), 'p8002101F-00000000': wide('un\0'), 'p8002101F-00000001': wide('deux\0')})
MESSAGE['__nameid_version1.0'] = {
    '__substg1.0_00020102': bytes(16),
    '__substg1.0_00030102': struct.pack('<IHH', 0, 7, 0) + struct.pack('<IHH', 0x801a, 6, 1) + struct.pack('<IHH', 16, 7, 2),
    '__substg1.0_00040102': struct.pack('<I', 12) + wide('Badge ') + struct.pack('<I', 8) + wide('Tags')}
MESSAGE['__recip_version1.0_#00000000'] = properties(
    8, [(0x0c150003, struct.pack('<I', 2))], p3001001F=wide('Zoé Lambert'), p39FE001F=wide('zoe@exemple.fr'))
MESSAGE['__attach_version1.0_#00000000'] = properties(
    8, [], p3707001F=wide('liste é.txt'), p37010102=b'Jeanne Morel, 12 rue des Lilas\n' * 200)
INNER = properties(24, [], p0037001F=wide('dans le message'), p1000001E='Un mot de J\xe9r\xf4me.'.encode('latin-1'))
MESSAGE['__attach_version1.0_#00000001'] = properties(8, [], p3001001F=wide('dans le message')) | {
    '__substg1.0_3701000D': INNER}
OUT.joinpath('message.msg').write_bytes(compound_file(MESSAGE))


def attribute(level, tag, data):
    return struct.pack('<BII', level, tag, len(data)) + data + struct.pack('<H', sum(data) & 0xffff)


def mapi(*values):
    out = struct.pack('<I', len(values))
    for tag, value, *name in values:
        out += struct.pack('<I', tag) + b''.join(name)
        if tag & 0xffff in (0x1e, 0x1f, 0x102, 0xd):
            out += struct.pack('<II', 1, len(value)) + value + bytes(-len(value) % 4)
        else:
            out += value
    return out


NAMED = bytes(16) + struct.pack('<II', 1, 12) + wide('Badge\0')
TNEF = struct.pack('<IH', 0x223e9f78, 1)
TNEF += attribute(1, 0x00069007, struct.pack('<II', 1252, 0))
TNEF += attribute(1, 0x00018004, 'Relevé'.encode('latin-1') + b'\0')
TNEF += attribute(1, 0x00069003, mapi((0x00390040, TIME), (0x0c1a001f, wide('Paul Aubry\0')), (0x8000001f, wide('CD-34\0'), NAMED),
                                      (0x000b0e1b, b'\1\0\0\0'), (0x10090102, packed_rtf())))
TNEF += attribute(1, 0x00069004, struct.pack('<I', 1) + mapi((0x0c150003, struct.pack('<I', 1)), (0x3001001f, wide('Zoé\0'))))
TNEF += attribute(2, 0x00069002, bytes(14))
TNEF += attribute(2, 0x00018010, b'court.txt\0')
TNEF += attribute(2, 0x0006800f, b'Jeanne Morel, 06 99 00 12 34\n')
TNEF += attribute(2, 0x00069005, mapi((0x3707001f, wide('un nom long.txt\0'))))
INSIDE = struct.pack('<IH', 0x223e9f78, 2) + attribute(1, 0x0002800c, b'Un mot de Jeanne.\0')
TNEF += attribute(2, 0x00069002, bytes(14))
TNEF += attribute(2, 0x00069005, mapi((0x3001001f, wide('message\0')), (0x3701000d, bytes(16) + INSIDE)))
OUT.joinpath('winmail.dat').write_bytes(TNEF)
