"""Parsers of the text formats, written from their descriptions and not from what writes them. Each raises Fault when the
text is not what the format allows."""

import re

# C0, C1, DEL, soft hyphen's company that changes what a reader sees: separators and marks of direction.
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
TIME = re.compile(r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{1,6}Z")


class Fault(Exception):
    pass


def require(condition, what):
    if not condition:
        raise Fault(what)


def require_plain(text):
    found = HIDDEN.search(text)
    require(found is None, f"a hidden character U+{ord(found[0]):04X}" if found else "")


def unescaped(text, syntax):
    """The text without its backslashes, which may stand before themselves and before `syntax` only."""
    out, at = [], 0
    while at < len(text):
        if text[at] == "\\":
            require(at + 1 < len(text) and text[at + 1] in "\\" + syntax, "an unknown escape")
            at += 1
        else:
            require(text[at] != syntax, f"{syntax} without an escape")
        out.append(text[at])
        at += 1
    return "".join(out)


CEF_HEADER_MAX = [63, 63, 31, 1023, 512, 2]
# Sizes of the format's dictionary 0.1, for the keys that are in use.
CEF_MAX = {"act": 63, "cat": 1023, "dhost": 1023, "duid": 1023, "duser": 1023, "dvchost": 100, "externalId": 40,
           "fileId": 1023, "filePath": 1023, "fname": 1023, "msg": 1023, "outcome": 63, "cs1": 4000, "cs2": 4000, "cs3": 4000,
           "cs4": 4000, "cs5": 4000, "cs6": 4000, "flexString1": 1023, "request": 4000, "cs1Label": 1023, "cs2Label": 1023,
           "cs3Label": 1023, "cs4Label": 1023, "cs5Label": 1023, "cs6Label": 1023, "cn1Label": 1023, "cn2Label": 1023,
           "flexString1Label": 1023}
CEF_NUMBERS = {"cnt", "fsize", "rt", "start", "end", "fileModificationTime", "cn1", "cn2"}


def parse_cef(line):
    """CEF:0, six header fields between bars, then key=value pairs; the keys must be those of the dictionary."""
    require_plain(line)
    parts = re.split(r"(?<!\\)((?:\\\\)*)\|", line, maxsplit=7)
    # The separator's own backslashes belong to the field before it.
    fields = [parts[i] + (parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
    require(len(fields) == 8 and fields[0] == "CEF:0", "no CEF header")
    header = [unescaped(field, "|") for field in fields[1:7]]
    for field, most in zip(header, CEF_HEADER_MAX):
        require(field and len(field.encode()) <= most, "a header field is empty or too long")
    require(header[5].isdigit() and 0 <= int(header[5]) <= 10, "severity is not 0 to 10")
    values = {}
    pairs = list(re.finditer(r"(?:^| )([A-Za-z0-9]+)=", fields[7]))
    require(pairs and pairs[0].start() == 0, "the extension does not begin with a key")
    for pair, after in zip(pairs, pairs[1:] + [None]):
        key, value = pair[1], unescaped(fields[7][pair.end():after.start() if after else None], "=")
        require(key in CEF_MAX or key in CEF_NUMBERS, f"{key} is not in the dictionary")
        require(key not in values, f"{key} twice")
        require(key not in CEF_NUMBERS or re.fullmatch(r"\d{1,19}", value), f"{key} is no number")
        require(len(value.encode()) <= CEF_MAX.get(key, 20), f"{key} is too long")
        values[key] = value
    for key in values:
        if re.fullmatch(r"c[sn]\d|flexString1", key):
            require(key + "Label" in values, f"{key} without its label")
    return header, values


def parse_leef(line):
    """LEEF:2.0, five header fields and a delimiter, then key=value between delimiters; nothing is escaped."""
    require_plain(line)
    require(len(line.encode()) < 4000, "longer than QRadar takes")
    fields = line.split("|", 6)
    require(len(fields) == 7 and fields[0] == "LEEF:2.0", "no LEEF header")
    require(all(fields[1:5]), "an empty header field")
    require(len(fields[5]) == 1 and not fields[5].isalnum(), "no delimiter")
    values = {}
    for pair in fields[6].split(fields[5]):
        key, equals, value = pair.partition("=")
        require(equals and re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", key), "no key")
        require(key not in values, f"{key} twice")
        values[key] = value
    require(values.get("sev", "").isdigit() and 1 <= int(values["sev"]) <= 10, "sev is not 1 to 10")
    require(re.fullmatch(r"\d{13}", values.get("devTime", "")), "devTime is not milliseconds")
    return fields[1:5], values


def parse_rfc5424(line):
    """PRI and version, five header fields, structured data, text: RFC 5424, section 6."""
    require_plain(line)
    require(len(line.encode()) <= 8192, "longer than a receiver should take")
    found = re.match(r"<(0|[1-9]\d{0,2})>1 (\S+) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) "
                     r'(-|(?:\[[!#-<>-\\^-~]{1,32}(?: [!#-<>-\\^-~]{1,32}="(?:[^"\\\]]|\\["\\\]])*")*\])+)(?: |$)', line)
    require(found, "no header of RFC 5424")
    require(int(found[1]) <= 191, "PRI beyond 191")
    require(TIME.fullmatch(found[2]), "a bad time")
    text = line[found.end():]
    require(not text.startswith("\ufeff"), "a byte order mark")
    return found.groups(), text


def parse_csv(text):
    """RFC 4180, strictly: CRLF after each record, quotes doubled, every record as long as the header. Yields dictionaries."""
    at, header = 0, None
    field = re.compile(r'"((?:[^"]|"")*)"|([^",\r\n]*)')
    while at < len(text):
        row = []
        while True:
            found = field.match(text, at)
            row.append(found[1].replace('""', '"') if found[1] is not None else found[2])
            at = found.end()
            require(at < len(text) and text[at] in ",\r", f"something after a field: {text[at:at + 20]!r}")
            at += 1
            if text[at - 1] == "\r":
                break
        require(text[at:at + 1] == "\n", "CR without LF")
        at += 1
        if header is None:
            header = row
            continue
        require(len(row) == len(header), "a record of another length")
        for one in row:
            require_plain(one)
            require(not one.startswith(("=", "+", "-", "@", "\t")), f"a field that a spreadsheet calculates: {one[:20]!r}")
        yield dict(zip(header, row))
