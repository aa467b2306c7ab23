#!/usr/bin/env python3
"""make-packages.py: writes golden.docx, .odt, .epub, .zip, .tgz and .pdf anew, the same bytes every time

SPDX-License-Identifier: GPL-3.0-or-later
"""
import gzip
import io
import os
import tarfile
import zipfile

FOLDER = os.path.dirname(os.path.abspath(__file__))


def write(name, parts):
    with zipfile.ZipFile(os.path.join(FOLDER, name), "w") as package:
        for part, data in parts:
            info = zipfile.ZipInfo(part, (2026, 1, 1, 0, 0, 0))
            stored = part == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            package.writestr(info, data)


def write_tar(name, parts):
    """A part without data is a link to the one that is named instead."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as package:
        for part, data in parts:
            info = tarfile.TarInfo(part)
            if isinstance(data, tuple):
                info.type, info.linkname = data
                package.addfile(info)
                continue
            info.size = len(data.encode("latin-1" if part.endswith(".zip") else "utf-8"))
            package.addfile(info, io.BytesIO(data.encode("latin-1" if part.endswith(".zip") else "utf-8")))
    with open(os.path.join(FOLDER, name), "wb") as stream:
        stream.write(gzip.compress(packed.getvalue(), mtime=0))


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/"

write("golden.docx", [
    ("_rels/.rels", f"""<?xml version="1.0"?>
<Relationships xmlns="{CORE}relationships">
<Relationship Id="a" Type="{CORE}relationships/metadata/core-properties" Target="props.xml"/>
<Relationship Id="b" Type="{REL}/officeDocument" Target="/word/body.xml"/>
</Relationships>"""),
    ("props.xml", f"""<?xml version="1.0"?>
<cp:coreProperties xmlns:cp="{CORE}metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">
<dc:title>The  mill &amp; the river</dc:title><dc:creator>Anna Lind</dc:creator>
<dc:language>en-GB</dc:language><t:created>2026-01-01T10:00:00Z</t:created></cp:coreProperties>"""),
    ("word/body.xml", f"""<?xml version="1.0"?>
<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<w:body><w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>The mill</w:t></w:r></w:p><w:p/>
<w:sdt><w:sdtContent><w:p><w:r><w:t xml:space="preserve">“No,” said </w:t></w:r>
<w:del><w:r><w:delText>Bob</w:delText></w:r></w:del><w:ins><w:r><w:t>Anna Lind</w:t></w:r></w:ins>
<w:r><w:t>.</w:t><w:footnoteReference/></w:r></w:p></w:sdtContent></w:sdt>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p></w:tc>
</w:tr></w:tbl><w:p><w:r><mc:AlternateContent><mc:Choice><w:t>new</w:t></mc:Choice><mc:Fallback>
<w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p></w:body></w:document>"""),
])

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"

write("golden.odt", [
    ("mimetype", "application/vnd.oasis.opendocument.text"),
    ("content.xml", f"""<?xml version="1.0"?>
<office:document-content xmlns:office="{OASIS}office:1.0" xmlns:text="{OASIS}text:1.0">
<office:automatic-styles><text:p>no</text:p></office:automatic-styles>
<office:body><office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
<text:h>The   mill</text:h><text:p>“No,” said
 <text:span>Anna</text:span> Lind<text:note><text:p>a note</text:p></text:note>.</text:p><text:p/>
<text:list><text:list-item><text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d</text:p>
</text:list-item></text:list></office:text></office:body></office:document-content>"""),
    ("meta.xml", f"""<?xml version="1.0"?>
<office:document-meta xmlns:office="{OASIS}office:1.0" xmlns:meta="{OASIS}meta:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>The mill</dc:title>
<meta:initial-creator>Anna Lind</meta:initial-creator><dc:creator>Bob</dc:creator>
<dc:language>en</dc:language></office:meta></office:document-meta>"""),
])

CHAPTER = """<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">
<head><title/></head><body>{}</body></html>"""

write("golden.epub", [
    ("mimetype", "application/epub+zip"),
    ("META-INF/container.xml", f"""<?xml version="1.0"?>
<container xmlns="{OASIS}container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles>
</container>"""),
    ("OPS/book.opf", """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>The mill</dc:title><dc:creator>Anna Lind</dc:creator>
<dc:creator>Bo Ek</dc:creator><dc:language>sv</dc:language><dc:date>2026-01-02</dc:date></metadata>
<manifest><item id="b" href="b%20c.xhtml"/><item id="a" href="../OPS/./a.xhtml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="a"/></spine></package>"""),
    ("OPS/a.xhtml", CHAPTER.format("<h1>One</h1><p>A <script/>&lt;<![CDATA[<b]]> <i/>c.</p>")),
    ("OPS/b c.xhtml", CHAPTER.format("<nav><a href='a'>Two</a></nav><p>D&#8212;e.</p>")),
])
write("golden.zip", [
    ("one/a.txt", "“No,” said Anna Lind."),
    ("one/b.txt", "Bo Ek was there."),
    ("../c.html", "<p>“Yes,” said Bo.</p>"),
    ("TypeSystem.xml", "<no/>"),
    ("__MACOSX/one/._a.txt", "no"),
    ("one/b.ann", "T1\tPerson 0 5\tBo Ek\n"),
    ("d.zip", "PK\5\6" + "\0" * 18),
    ("e.bin", "\0\1"),
])
write_tar("golden.tgz", [
    ("one", (tarfile.DIRTYPE, "")),
    ("one/a.txt", "“No,” said Anna Lind."),
    ("one/b.ann", "T1\tPerson 0 5\tBo Ek\n"),
    ("one/b.txt", "Bo Ek was there."),
    ("one/soft.txt", (tarfile.SYMTYPE, "/etc/passwd")),
    ("one/hard.txt", (tarfile.LNKTYPE, "/etc/passwd")),
    ("one/device.txt", (tarfile.CHRTYPE, "")),
    ("/etc/../../c.html", "<p>“Yes,” said Bo.</p>"),
    ("n" * 120 + "/" + "ö" * 100 + ".txt", "A long name."),
    ("d.zip", "PK\5\6" + "\0" * 18),
    ("e.bin", "\0\1"),
])


TEXT = b"""BT /F 10 Tf 12 TL 50 700 Td (The miller said that the river was too) Tj T*
(low for the whole sum-) Tj T* (mer, and that he would not grind.) Tj 0 -30 Td
(Nobody else was asked.) Tj ET"""


def write_pdf(name):
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(TEXT), TEXT),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", b"<</Title(The mill)/Author(Anna Lind)>>"]
    pdf, places = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += b"%d 0 obj%s\nendobj\n" % (number, data)
    start = len(pdf)
    pdf += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    pdf += b"".join(b"%010d 00000 n \n" % place for place in places)
    pdf += b"trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, start)
    with open(os.path.join(FOLDER, name), "wb") as file:
        file.write(pdf)


write_pdf("golden.pdf")
