"""Files made for the tests: small regulations of nobody's, in every format."""

import io
import zipfile

BODY = """第一章 总则

第一条 为了试验，制定本办法。

第二条 本办法适用于下列单位：

（一）甲单位；

（二）乙单位：

1.其一部；

2.其二部。

前款所称单位，以登记为准。

第二章 附则

第三条 本办法自2020年5月1日起施行。
"""
PLAIN = f"试验办法\n\n（2020年4月1日某局发布）\n\n{BODY}"
MARKDOWN = (
    PLAIN.replace("试验办法", "# 试验办法", 1).replace("第一章", "## 第一章").replace("第二章", "## 第二章")
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def html(text: str = PLAIN, *, charset: str = "utf-8") -> bytes:
    """Return the lines of a text as a page."""
    title, *lines = [line for line in text.split("\n") if line]
    body = f"<h1>{title}</h1>" + "".join(f"\n<p>{line}</p>" for line in lines)
    page = f'<!doctype html><html><head><meta charset="{charset}"><title>x</title></head><body>{body}</body></html>'
    return page.encode("gb18030" if charset.startswith("gb") else charset)


def paragraph(text: str, properties: str = "") -> str:
    """Return one paragraph of a document's XML."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str | None = None, *, more: dict[str, str | bytes] | None = None, start: str = "") -> bytes:
    """Return a document. body: its paragraphs as XML; more: further parts; start: before the root element."""
    if body is None:
        body = "".join(paragraph(line) for line in PLAIN.split("\n") if line)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"{start}<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in (parts | (more or {})).items():
            file.writestr(name, content)
    return packed.getvalue()


NUMBERING = f"""<w:numbering {_W}>
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
</w:numbering>"""


def numbered(text: str, level: int = 0) -> str:
    """Return a paragraph whose number Word prints itself."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>')
