"""Turns the pinned source fonts into the TrueType files the program prints with.

Usage: make.py SOURCE_DIR OUTPUT_DIR   (called by make.sh, which fetches SOURCE_DIR)

Every character of a source font is kept. Hinting, layout and vertical tables
are dropped: the PDF writer does not use them. The same input gives the same
bytes, so nothing here may depend on the clock or on the order of a set.
"""
import bz2
import gzip
import logging
import os
import sys

from fontTools import subset, version as fonttools_version
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from split import split_outlines

logging.disable(logging.WARNING)

WANT_FONTTOOLS = "4.38.0"

SANS = "npm/noto-sans-sc/package/"
SERIF = "npm/noto-serif-sc/package/"
WENKAI = "deb/usr/share/fonts/truetype/lxgw-wenkai/"
FANDOL = "deb/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
FANDOL_DOC = "deb/usr/share/doc/texlive-doc/fonts/fandol/"

# face -> source file, and a new family name where the licence reserves the old one
FACES = {
    "hei": (SANS + "400Regular/NotoSansSC_400Regular.ttf", None),
    "heibold": (SANS + "700Bold/NotoSansSC_700Bold.ttf", None),
    "song": (SERIF + "400Regular/NotoSerifSC_400Regular.ttf", None),
    "songbold": (SERIF + "700Bold/NotoSerifSC_700Bold.ttf", None),
    "kai": (WENKAI + "LXGWWenKai-Regular.ttf", "Chengzhuan Kai"),
    "fangsong": (FANDOL + "FandolFang-Regular.otf", None),
}

DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG",
           "STAT", "MATH", "kern", "FFTM", "feat", "morx", "gasp", "prep",
           "fpgm", "cvt ", "meta"]

# What the name table keeps: copyright, names, version, licence.
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]
CHANGED = "; changed for Chengzhuan: hinting, layout and vertical tables removed, form marks added"
CONVERTED = "; changed for Chengzhuan: outlines converted to TrueType, layout and vertical tables removed"

# 2026-01-01T00:00:00Z in seconds since 1904-01-01: a fixed "modified" date.
FIXED_DATE = 3850070400


def to_truetype(font, max_error):
    """Replaces CFF outlines by quadratic ones, off by at most max_error font units."""
    glyph_set = font.getGlyphSet()
    order = font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        glyph_set[name].draw(Cu2QuPen(pen, max_error, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    glyf.compile(font)
    for name in order:
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(glyphs[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs",
                  "maxInstructionDefs", "maxStackElements",
                  "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, field, 0)
    maxp.compile(font)
    font.sfntVersion = "\x00\x01\x00\x00"


def bounds(glyph_set, name):
    pen = BoundsPen(glyph_set)
    glyph_set[name].draw(pen)
    return pen.bounds


def add_glyph(font, char, parts):
    """Adds char, drawn from parts: (glyph name, (scale, dx, dy)); the first gives the width."""
    glyph_set = font.getGlyphSet()
    out = TTGlyphPen(None)
    for name, (scale, dx, dy) in parts:
        flat = DecomposingRecordingPen(glyph_set)
        glyph_set[name].draw(flat)
        flat.replay(TransformPen(out, (scale, 0, 0, scale, dx, dy)))
    glyph = out.glyph()
    name = "form%04X" % ord(char)
    advance = font["hmtx"][parts[0][0]][0]
    font.setGlyphOrder(font.getGlyphOrder() + [name])
    glyf = font["glyf"]
    glyf.glyphOrder = font.getGlyphOrder()
    glyf.glyphs[name] = glyph
    glyph.recalcBounds(glyf)
    font["hmtx"][name] = (advance, glyph.xMin)
    for table in font["cmap"].tables:
        table.cmap[ord(char)] = name


def inside(box, mark, share):
    """The (scale, dx, dy) that centres mark in box, its longer side being share of the box."""
    side = max(mark[2] - mark[0], mark[3] - mark[1])
    scale = share * (box[2] - box[0]) / side
    dx = (box[0] + box[2]) / 2 - scale * (mark[0] + mark[2]) / 2
    dy = (box[1] + box[3]) / 2 - scale * (mark[1] + mark[3]) / 2
    return scale, dx, dy


def add_form_marks(font):
    """Adds the marks of paper forms that a face lacks, drawn from its own glyphs."""
    has = font.getBestCmap()
    as_is = (1, 0, 0)
    if 0x2015 not in has:  # GB 2312 maps its dash to U+2015 in some tables
        add_glyph(font, "\u2015", [(has[0x2014], as_is)])
    if not (0x25A1 in has and 0x2713 in has):
        return
    box, check, cross = has[0x25A1], has[0x2713], has[0xD7]
    glyph_set = font.getGlyphSet()
    frame = bounds(glyph_set, box)
    if 0x2714 not in has:
        add_glyph(font, "\u2714", [(check, as_is)])
    if 0x2610 not in has:
        add_glyph(font, "\u2610", [(box, as_is)])
    if 0x2611 not in has:
        add_glyph(font, "\u2611", [(box, as_is), (check, inside(frame, bounds(glyph_set, check), 0.74))])
    if 0x2612 not in has:
        add_glyph(font, "\u2612", [(box, as_is), (cross, inside(frame, bounds(glyph_set, cross), 0.66))])


def set_cmaps(font):
    """Leaves two character maps in every face: Windows BMP (format 4) and full (format 12)."""
    best = dict(sorted(font.getBestCmap().items()))
    tables = []
    for fmt, encoding in ((4, 1), (12, 10)):
        table = CmapSubtable.newSubtable(fmt)
        table.platformID, table.platEncID, table.language = 3, encoding, 0
        table.cmap = {c: g for c, g in best.items() if fmt == 12 or c <= 0xFFFF}
        tables.append(table)
    font["cmap"].tables = tables
    font["cmap"].tableVersion = 0


def set_names(font, family, change):
    names = font["name"]
    text = {i: names.getDebugName(i) for i in KEPT_NAMES}
    text[5] += change
    if family:  # the licence reserves the original name for unchanged fonts
        text.update({1: family, 4: family, 3: text[5], 6: family.replace(" ", "") + "-Regular"})
    names.names = []
    for name_id, value in sorted(text.items()):
        if value:
            names.setName(value.replace("\r\n", "\n"), name_id, 3, 1, 0x409)


def build(source, target, family):
    font = TTFont(source, recalcTimestamp=False)
    every = set(font.getBestCmap())
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.recalc_bounds = True
    options.drop_tables += DROPPED
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=every)
    subsetter.subset(font)
    change = CHANGED
    if "CFF " in font:
        to_truetype(font, 0.5)
        change = CONVERTED
    add_form_marks(font)
    set_cmaps(font)
    set_names(font, family, change)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping = 3.0, [], {}
    font["head"].modified = FIXED_DATE
    font.save(target, reorderTables=True)
    if set(TTFont(target, lazy=True).getBestCmap()) < every:
        sys.exit(f"{target}: characters were lost")


def licence_of_wenkai(copyright_file):
    """The OFL text out of the Debian copyright file, with the notices the font carries."""
    lines = open(copyright_file, encoding="utf-8").read().splitlines()
    start = lines.index("License: OFL-1.1", lines.index("License: OFL-1.1") + 1) + 1
    body = []
    for line in lines[start:]:
        if not line.startswith(" "):
            break
        body.append("" if line.strip() == "." else line[1:])
    return "\n".join([
        "Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai),",
        "with Reserved Font Names \"\u971e\u9e5c\" and \"LXGW\".",
        "Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee)",
        "",
        "kai.split.zst is a Modified Version of LXGW WenKai Regular 1.250 under the name",
        "\"Chengzhuan Kai\": hinting, layout and vertical tables removed, form marks added.",
        "",
        "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        "This license is copied below, and is also available with a FAQ at:",
        "https://scripts.sil.org/OFL",
        "", ""] + body) + "\n"


FANDOL_NOTICE = """\
FandolFang Regular. Copyright (C) 2012-2013, the Fandol team (Clerk Ma & Jie Su).
Licence: GNU General Public License version 3 with the font exception.

fangsong.split.zst is a changed version: on 2026-01-01 its outlines were converted
from CFF to TrueType and its layout and vertical tables were removed. The change
is under the same licence, and the font exception at the end of this text extends
to it. It is a separate data file that any program may read. The source is
FandolFang-Regular.otf of the package texlive-lang-chinese together with the
scripts make.sh and make.py in build/fonts of this project.

The text below is the COPYING file of the Fandol fonts, unchanged.

------------------------------------------------------------------------------

"""


def write_licences(src, out):
    os.makedirs(out, exist_ok=True)
    read = lambda path: open(os.path.join(src, path), encoding="utf-8").read().replace("\r\n", "\n")
    texts = {
        "NotoSansSC-OFL.txt": read(SANS + "LICENSE_FONT"),
        "NotoSerifSC-OFL.txt": read(SERIF + "LICENSE_FONT"),
        "LXGWWenKai-OFL.txt": licence_of_wenkai(os.path.join(src, "deb/usr/share/doc/fonts-lxgw-wenkai/copyright")),
        "Fandol-COPYING.txt": FANDOL_NOTICE + gzip.open(
            os.path.join(src, FANDOL_DOC, "COPYING.gz"), "rt", encoding="utf-8").read(),
    }
    for name, text in texts.items():
        with open(os.path.join(out, name), "w", encoding="utf-8", newline="\n") as f:
            f.write(text)


def write_standard_characters(src, out):
    """The 8105 characters of 通用规范汉字表 (Unihan kTGH), in their order, 50 a line."""
    table = []
    with bz2.open(os.path.join(src, "deb/usr/share/unicode/Unihan_OtherMappings.txt.bz2"), "rt") as f:
        for line in f:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] == "kTGH":
                table.append((int(parts[2].split(":")[1]), chr(int(parts[0][2:], 16))))
    chars = [c for _, c in sorted(table)]
    if len(chars) != 8105:
        sys.exit(f"kTGH lists {len(chars)} characters, 8105 expected")
    with open(out, "w", encoding="utf-8", newline="\n") as f:
        for i in range(0, len(chars), 50):
            f.write("".join(chars[i:i + 50]) + "\n")


def main():
    if fonttools_version != WANT_FONTTOOLS:
        sys.exit(f"fontTools {WANT_FONTTOOLS} wanted, {fonttools_version} found: other versions give other bytes")
    src, out = sys.argv[1:3]
    write_licences(src, os.path.join(out, "licences"))
    os.makedirs(os.path.join(out, "testdata"), exist_ok=True)
    write_standard_characters(src, os.path.join(out, "testdata", "tgh8105.txt"))
    for face, (path, family) in FACES.items():
        build(os.path.join(src, path), os.path.join(out, face + ".ttf"), family)
        with open(os.path.join(out, face + ".ttf"), "rb") as f:
            ttf = f.read()
        with open(os.path.join(out, face + ".split"), "wb") as f:
            f.write(split_outlines(ttf))
        print(face, len(ttf), flush=True)


main()
