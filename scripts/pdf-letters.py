#!/usr/bin/env python3
"""Gives the text of a PDF that Chromium printed its ordinary letters back.

Noto's fonts draw 示 and the radical ⽰ with one glyph, and Chromium notes the
radical as its meaning. Searching and copying the text would then find neither.
Usage: pdf-letters.py IN.pdf OUT.pdf
"""
import re
import sys
import unicodedata
import zlib

# Radicals that Unicode itself does not map to their letters.
SIMPLE = dict(zip("⻅⻉⻋⻓⻔⻘⻚⻛⻜⻢⻥⻦⻨⻩⻬⻮⻰⻳⻄⻁", "见贝车长门青页风飞马鱼鸟麦黄齐齿龙龟西虎"))


def letter(code):
    c = chr(code)
    return ord(SIMPLE.get(c) or unicodedata.normalize("NFKC", c)) if 0x2E80 <= code <= 0x2FDF else code


def ordinary(cmap):
    """Rewrites the meanings in one ToUnicode map."""
    def char(m):
        return b"<%s> <%04X>" % (m[1], letter(int(m[2], 16)))

    def span(m):
        first, last, to = (int(g, 16) for g in m.groups())
        meanings = [letter(to + i) for i in range(last - first + 1)]
        if meanings == list(range(to, to + len(meanings))):
            return m[0]
        return b"<%s> <%s> [%s]" % (m[1], m[2], b" ".join(b"<%04X>" % c for c in meanings))

    def section(m):
        if m[1] == b"char":
            return re.sub(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]{4})>", char, m[0])
        return re.sub(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]{4})>", span, m[0])

    return re.sub(rb"beginbf(char|range).*?endbf\1", section, cmap, flags=re.S)


def main(source, target):
    pdf = open(source, "rb").read()
    head, out, places, at = pdf[: pdf.index(b"1 0 obj")], bytearray(), {}, 0
    out += head
    # Chromium writes plain objects and one classic cross-reference table.
    for m in re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj\n?", pdf[: pdf.rindex(b"\nxref")], re.S):
        body = m[2]
        s = re.search(rb"stream\r?\n(.*)\nendstream", body, re.S)
        if s and b"/FlateDecode" in body[: s.start()]:
            text = zlib.decompress(s[1])
            if b"beginbf" in text and (new := ordinary(text)) != text:
                packed = zlib.compress(new, 9)
                body = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), body[: s.start()]) + b"stream\n" + packed + b"\nendstream"
        places[int(m[1])] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (int(m[1]), body)
    at, size = len(out), max(places) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % places[i] for i in range(1, size))
    trailer = re.search(rb"trailer\s*(<<.*?>>)\s*startxref", pdf[pdf.rindex(b"\nxref"):], re.S)
    out += b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer[1], at)
    open(target, "wb").write(out)


main(*sys.argv[1:])
