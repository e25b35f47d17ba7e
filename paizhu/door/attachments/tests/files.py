"""Small files of every kind that is taken, made here; and what is refused in them."""

import io
import zipfile

OFFICE = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "word/document.xml": f"{OFFICE}.wordprocessingml.document.main+xml",
    "xl/workbook.xml": f"{OFFICE}.spreadsheetml.sheet.main+xml",
}


def package(main: str, *more: str, types: str = "", **parts: bytes) -> bytes:
    """Return a package with that main part. more: names of further parts; types: more of the list of content types."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as written:
        if main in _MAIN:
            listed = f'<Types><Override PartName="/{main}" ContentType="{_MAIN[main]}"/>{types}</Types>'
            written.writestr("[Content_Types].xml", listed)
        for name in (main, *more):
            written.writestr(name, parts.get(name, b"<x/>"))
    return held.getvalue()


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
DOCX = package("word/document.xml", "word/media/image1.png", "word/embeddings/Workbook.xlsx")
XLSX = package("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/printerSettings/printerSettings1.bin")
OFD = package("OFD.xml", "Doc_0/Document.xml")
TXT = "谈话记录：\r\n\t无问题。\n".encode()
CSV = "单位,数\n甲,1\n".encode("gb18030")

TAKEN = {
    "报告.pdf": PDF,
    "照片.PNG": PNG,
    "照片.jpg": JPEG,
    "照片.jpeg": JPEG,
    "报告.docx": DOCX,
    "台账.xlsx": XLSX,
    "公文.ofd": OFD,
    "记录.txt": TXT,
    "名单.csv": CSV,
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
