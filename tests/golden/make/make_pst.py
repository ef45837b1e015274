#!/usr/bin/env python3
"""Makes boite.pst of tests/golden/documents ([MS-PST], Unicode, permuted blocks). People are invented.

usage: make_pst.py [OUT_DIR]
"""
import re
import struct
import sys
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parent / 'documents')
# The first table of mpbbCrypt (5.1), read from where it stands in the program.
SOURCE = HERE.parents[2].joinpath('scanner/documents/pst_cipher.cpp').read_text()
FIRST = bytes(int(x, 16) for x in re.findall('0x(..),', SOURCE.split('kFirst = {')[1].split('}')[0]))


def wide(text):
    return text.encode('utf-16-le')


class File:
    def __init__(self):
        self.bytes, self.blocks, self.nodes, self.next = bytearray(0x4600), [], [], 1

    def block(self, data, internal=False):
        bid = self.next * 4 | (2 if internal else 0)
        self.next += 1
        raw = data if internal else data.translate(FIRST)
        room = -(-(len(raw) + 16) // 64) * 64
        self.blocks.append((bid, len(self.bytes), len(raw)))
        self.bytes += raw.ljust(room - 16, b'\0') + struct.pack('<HHIQ', len(raw), 0, zlib.crc32(raw), bid)
        return bid

    def data(self, data):
        if len(data) <= 8176:
            return self.block(data)
        parts = [self.block(data[i:i + 8176]) for i in range(0, len(data), 8176)]
        return self.block(struct.pack('<BBHI', 1, 1, len(parts), len(data)) + struct.pack('<%dQ' % len(parts), *parts), True)

    def below(self, nodes):
        if not nodes:
            return 0
        return self.block(struct.pack('<BBHI', 2, 0, len(nodes), 0) + b''.join(struct.pack('<QQQ', *n) for n in sorted(nodes)), True)

    def node(self, nid, parent, data, nodes=()):
        self.nodes.append((nid, self.data(data), self.below(nodes), parent))

    def tree(self, kind, entries, size, per_page):
        """Leaves and one page above them; returns (bid, offset) of the root."""
        def page(rows, width, level):
            while len(self.bytes) % 512:
                self.bytes.append(0)
            offset, bid = len(self.bytes), self.next * 4
            self.next += 1
            body = b''.join(rows).ljust(488, b'\0') + struct.pack('<BBBBI', len(rows), 488 // width, width, level, 0)
            self.bytes += body + struct.pack('<BBHIQ', kind, kind, 0, zlib.crc32(body), bid)
            return bid, offset
        leaves = []
        for i in range(0, len(entries), per_page):
            rows = entries[i:i + per_page]
            leaves.append((rows[0][:8], page(rows, size, 0)))
        return page([key + struct.pack('<QQ', *at) for key, at in leaves], 24, 1)

    def save(self, path):
        blocks = self.tree(0x80, [struct.pack('<QQHHI', b, at, size, 2, 0) for b, at, size in sorted(self.blocks)], 24, 10)
        nodes = self.tree(0x81, [struct.pack('<QQQII', n, d, s, p, 0) for n, d, s, p in sorted(self.nodes)], 32, 4)
        head = b'!BDN' + bytes(4) + b'SM' + struct.pack('<HHBBII', 23, 19, 1, 1, 0, 0) + bytes(8 + 8 + 4 + 128 + 8)
        assert len(head) == 180
        head += struct.pack('<IQQQQ', 0, len(self.bytes), 0x4400, 0, 0) + struct.pack('<QQQQ', *nodes, *blocks) + b'\2' + bytes(7)
        head = head.ljust(512, b'\0') + b'\x80\x01'
        self.bytes[:len(head)] = head
        path.write_bytes(self.bytes)


def heap(signature, items):
    out = b''
    places = [12]
    for item in items:
        out += item
        places.append(12 + len(out))
    out += bytes(len(out) % 2)
    return struct.pack('<HBBII', 12 + len(out), 0xec, signature, 0x20, 0) + out + struct.pack('<HH', len(items), 0) + struct.pack(
        '<%dH' % len(places), *places)


def properties(values):
    """values: (tag, inline int | bytes on the heap | ('node', nid))."""
    items, records = [None, None], b''
    for tag, value in sorted(values, key=lambda v: v[0] >> 16):
        if isinstance(value, bytes):
            items.append(value)
            value = len(items) << 5
        elif isinstance(value, tuple):
            value = value[1]
        records += struct.pack('<HHI', tag >> 16, tag & 0xffff, value)
    items[0] = struct.pack('<BBBBI', 0xb5, 2, 6, 0, 0x40)
    items[1] = records
    return heap(0xbc, items)


def recipients(people):
    columns = [(0x0c150003, 8, 2), (0x3001001f, 12, 3), (0x39fe001f, 16, 4), (0x67f20003, 0, 0), (0x67f30003, 4, 1)]
    info = struct.pack('<BB4HIII', 0x7c, len(columns), 20, 20, 20, 21, 0x40, 0x80, 0)
    info += b''.join(struct.pack('<IHBB', tag, at, 4, bit) for tag, at, bit in columns)
    items = [info, struct.pack('<BBBBI', 0xb5, 4, 4, 0, 0x60), b''.join(struct.pack('<II', i, i) for i in range(len(people))), b'']
    for i, (kind, name, address) in enumerate(people):
        items += [wide(name), wide(address)]
        items[3] += struct.pack('<IIIII', i, 1, kind, (len(items) - 1) << 5, len(items) << 5) + b'\xf8'
    return heap(0x7c, items)


TIME = struct.pack('<Q', (1707123600 + 11644473600) * 10**7)      # 2024-02-05 09:00:00 UTC
pst = File()
pst.node(0x21, 0, properties([(0x35e00102, bytes(20) + struct.pack('<I', 0x8022)), (0x3001001f, wide('Magasin'))]))
pst.node(0x61, 0, properties([(0x00010003, 1), (0x00030102, struct.pack('<IHH', 0x801a, 6, 0) + struct.pack('<IHH', 0, 7, 1)),
                              (0x00040102, struct.pack('<I', 10) + wide('Badge') + b'\0\0')]))
pst.node(0x122, 0x122, properties([(0x3001001f, b'')]))
pst.node(0x8022, 0x122, properties([(0x3001001f, wide('Haut du fichier'))]))
pst.node(0x8042, 0x8022, properties([(0x3001001f, wide('Boîte de réception'))]))
pst.node(0x8062, 0x8042, properties([(0x3001001f, wide('Dossiers 2024'))]))
BODY = wide('Bonjour Zoé.\r\n' + 'Une ligne de la lettre, qui est longue.\r\n' * 300 + 'Fin de la lettre.\r\n')
LIST = pst.data(b'Jeanne Morel, 12 rue des Lilas\n')
ATTACHED = pst.data(properties([(0x37050003, 1), (0x37010102, ('node', 0x3f)), (0x3707001f, wide('liste é.txt'))]))
INNER = pst.data(properties([(0x001a001f, wide('IPM.Note')), (0x0037001f, wide('dans la lettre')), (0x1000001f, wide('Un mot de Jérôme.'))]))
HOLDER = pst.data(properties([(0x37050003, 5), (0x3701000d, struct.pack('<II', 0x200044, 0)), (0x3001001f, wide('dans la lettre'))]))
pst.node(0x200024, 0x8042, properties([
    (0x001a001f, wide('IPM.Note')), (0x0037001f, wide('\1\5Re: arrêt')), (0x0c1a001f, wide('Hélène Aubry')), (0x00390040, TIME),
    (0x1000001f, ('node', 0x1f)), (0x8000001f, wide('3 rue des Lilas')), (0x8001001f, wide('AB-12')),
    (0x8002101f, struct.pack('<III', 2, 12, 16) + wide('un') + wide('deux'))]),
    [(0x1f, pst.data(BODY), 0), (0x692, pst.data(recipients([(1, 'Zoé Lambert', 'zoe@exemple.fr'), (2, 'Paul', 'paul@exemple.fr')])), 0),
     (0x8025, ATTACHED, pst.below([(0x3f, LIST, 0)])), (0x8045, HOLDER, pst.below([(0x200044, INNER, 0)]))])
pst.node(0x200044, 0x8062, properties([(0x001a001f, wide('IPM.Contact')), (0x3a06001f, wide('Zoé')), (0x3a11001f, wide('Lambert')),
                                       (0x3a1c001f, wide('06 99 00 12 34')), (0x3001001f, wide('Zoé Lambert')), (0x3a420040, TIME)]))
pst.save(OUT / 'boite.pst')
