"""Writes compound files ([MS-CFB], version 3): write(path, {"storage/stream": bytes})."""
import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _chain(table, count):
    first = len(table)
    table.extend(first + i + 1 for i in range(count - 1))
    if count:
        table.append(END)
    return first if count else END


def write(path, streams):
    names = ["Root Entry"]
    for name in sorted(streams):
        parts = name.split("/")
        for depth in range(1, len(parts) + 1):
            if "/".join(parts[:depth]) not in names:
                names.append("/".join(parts[:depth]))
    fat, sectors, small_fat, small = [], b"", [], b""
    places = {}
    for name, content in streams.items():
        if len(content) < 4096:
            count = -(-len(content) // 64)
            places[name] = _chain(small_fat, count)
            small += content.ljust(count * 64, b"\0")
        else:
            count = -(-len(content) // 512)
            places[name] = _chain(fat, count)
            sectors += content.ljust(count * 512, b"\0")

    def store(content, fill=b"\0"):
        nonlocal sectors
        count = -(-len(content) // 512)
        first = _chain(fat, count)
        sectors += content.ljust(count * 512, fill)
        return first, count

    small_first, _ = store(small)
    table_first, table_count = store(b"".join(struct.pack("<I", n) for n in small_fat), b"\xff")

    def children(parent):
        prefix = "" if parent == "Root Entry" else parent + "/"
        return [i for i, name in enumerate(names)
                if i and name.startswith(prefix) and "/" not in name[len(prefix):]]

    links = {i: [FREE, FREE, FREE] for i in range(len(names))}  # left, right, child
    for i, name in enumerate(names):
        below = children(name) if name not in streams else []
        if below:
            links[i][2] = below[0]
        for one, other in zip(below, below[1:]):
            links[one][1] = other
    entries = b""
    for i, name in enumerate(names):
        shown = (name.split("/")[-1] + "\0").encode("utf-16-le")
        kind = 5 if i == 0 else 2 if name in streams else 1
        first = small_first if i == 0 else places.get(name, 0)
        size = len(small) if i == 0 else len(streams.get(name, b""))
        entries += shown.ljust(64, b"\0") + struct.pack("<HBB3I", len(shown), kind, 1, *links[i])
        entries += bytes(36) + struct.pack("<IQ", first, size)
    entries += (struct.pack("<64xHBB3I48x", 0, 0, 0, FREE, FREE, FREE)) * (-len(names) % 4)
    directory_first, _ = store(entries)
    fat_count = 1
    while (len(fat) + fat_count) > fat_count * 128:
        fat_count += 1
    fat_first = len(fat)
    fat += [FAT] * fat_count
    fat += [FREE] * (fat_count * 128 - len(fat))
    sectors += b"".join(struct.pack("<I", n) for n in fat)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count, directory_first, 0,
                          4096, table_first, table_count, END, 0)
    difat = [fat_first + i for i in range(fat_count)]
    header += b"".join(struct.pack("<I", n) for n in difat + [FREE] * (109 - len(difat)))
    with open(path, "wb") as file:
        file.write(header + sectors)
