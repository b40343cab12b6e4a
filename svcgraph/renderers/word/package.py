"""The parts of a .docx and their zip: the same document gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from svcgraph.renderers.word.body import SMALL, Ink, body
from svcgraph.renderers.word.markup import FONT, HEAD, NAMESPACES, attribute, run, text, twips
from svcgraph.views.document import ACROSS, MARGIN, PAGE, Document

CARRIED = "urn:svcgraph:form"  # namespace of the custom XML part that holds what a form was made from
_WHEN = (1980, 1, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = (
    # id, name, size, bold, before, after, keep with next, outline level
    ("Title", "Title", 15.0, True, 0, 40, True, None),
    ("Heading1", "heading 1", 11.0, True, 90, 30, True, 0),
    ("Heading2", "heading 2", 10.0, True, 60, 20, True, 1),
    ("Cell", "Cell", 0.0, False, 10, 10, False, None),
    ("Label", "Label", 8.0, False, 0, 0, False, None),
    ("Note", "Note", SMALL, False, 20, 20, False, None),
    ("NoteText", "Note text", 0.0, False, 30, 30, False, None),
    ("Gap", "Gap", 2.0, False, 0, 0, False, None),
    ("Header", "header", 8.0, False, 0, 0, False, None),
    ("Footer", "footer", 8.0, False, 0, 0, False, None),
)


def docx(document: Document) -> bytes:
    """The whole file. Opens in Word and LibreOffice; pages are A4, landscape."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in _parts(document):
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            package.writestr(info, content)
    return out.getvalue()


def _parts(document: Document) -> Iterator[tuple[str, bytes]]:
    ink = Ink()
    inner = body(document, ink)
    main = f"{HEAD}<w:document {NAMESPACES}><w:body>{inner}{_section()}</w:body></w:document>"
    yield "[Content_Types].xml", _content_types().encode()
    yield "_rels/.rels", _root_relations().encode()
    yield "docProps/core.xml", _core(document).encode()
    yield "docProps/app.xml", _app().encode()
    yield "word/document.xml", main.encode()
    yield "word/styles.xml", _styles(document).encode()
    yield "word/settings.xml", _settings(document).encode()
    yield "word/header1.xml", _header(document).encode()
    yield "word/footer1.xml", _footer(document).encode()
    yield "word/_rels/document.xml.rels", _relations(ink, carried=bool(document.carried)).encode()
    for number, picture in enumerate(ink.pictures, 1):
        yield f"word/media/image{number}.png", picture
    if document.carried:
        yield from _carried(document.carried)


def _section() -> str:
    across, down, margin = twips(PAGE[0]), twips(PAGE[1]), twips(MARGIN)
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/>'
        f'<w:pgSz w:w="{across}" w:h="{down}" w:orient="landscape"/>'
        f'<w:pgMar w:top="{twips(15)}" w:right="{margin}" w:bottom="{twips(12)}" w:left="{margin}" '
        f'w:header="{twips(6)}" w:footer="{twips(5)}" w:gutter="0"/></w:sectPr>'
    )


def _header(document: Document) -> str:
    left, middle, right = document.header
    tabs = (
        f'<w:tabs><w:tab w:val="center" w:pos="{twips(ACROSS / 2)}"/>'
        f'<w:tab w:val="right" w:pos="{twips(ACROSS)}"/></w:tabs>'
    )
    inner = f"{run(left, bold=True)}{_TAB}{run(middle)}{_TAB}{run(right)}"
    line = f'<w:p><w:pPr><w:pStyle w:val="Header"/>{tabs}</w:pPr>{_across(document)}{inner}</w:p>'
    return f"{HEAD}<w:hdr {NAMESPACES}>{line}</w:hdr>"


_TAB = "<w:r><w:tab/></w:r>"


def _across(document: Document) -> str:
    """The word written across the page, as Word itself makes it."""
    if not document.across:
        return ""
    return (
        "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" '
        'style="position:absolute;margin-left:0;margin-top:0;width:520pt;height:130pt;rotation:330;z-index:-251658752;'
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" '
        'fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".45"/>'
        f'<v:textpath style="font-family:&quot;{FONT}&quot;;font-size:1pt" string={attribute(document.across)}/>'
        "</v:shape></w:pict></w:r>"
    )


def _footer(document: Document) -> str:
    before, _, rest = document.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    number = f"{run(before)}{_field('PAGE')}{run(between)}{_field('NUMPAGES')}{run(after)}"
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{twips(ACROSS)}"/></w:tabs>'
    line = f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{tabs}</w:pPr>{run(document.footer)}{_TAB}{number}</w:p>'
    return f"{HEAD}<w:ftr {NAMESPACES}>{line}</w:ftr>"


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _styles(document: Document) -> str:
    language = "fr-FR" if document.language == "fr" else "en-GB"
    normal = round(document.size * 2)
    made = "".join(_style(*one) for one in _STYLES)
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        f'<w:sz w:val="{normal}"/><w:szCs w:val="{normal}"/><w:lang w:val="{language}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{made}</w:styles>"
    )


def _style(  # noqa: PLR0917 - the columns of _STYLES
    style: str, name: str, size: float, bold: bool, before: int, after: int, keep: bool, level: int | None
) -> str:
    points = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    exact = ' w:line="40" w:lineRule="exact"' if style == "Gap" else ""
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{"<w:keepNext/>" if keep else ""}<w:spacing w:before="{before}" w:after="{after}"{exact}/>'
        f"{outline}</w:pPr>"
        f"<w:rPr>{'<w:b/>' if bold else ''}{points}</w:rPr></w:style>"
    )


def _settings(document: Document) -> str:
    language = "fr-FR" if document.language == "fr" else "en-GB"
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:defaultTabStop w:val="708"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{language}"/></w:settings>'
    )


def _core(document: Document) -> str:
    moment = f"{document.created.isoformat()}T00:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text(document.title)}</dc:title><dc:creator>svcgraph</dc:creator>"
        f"<dc:language>{document.language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )


def _app() -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{HEAD}<Properties xmlns="{space}"><Application>svcgraph</Application></Properties>'


def _content_types() -> str:
    kinds = (
        ("/word/document.xml", f"{_WORD}.document.main+xml"),
        ("/word/styles.xml", f"{_WORD}.styles+xml"),
        ("/word/settings.xml", f"{_WORD}.settings+xml"),
        ("/word/header1.xml", f"{_WORD}.header+xml"),
        ("/word/footer1.xml", f"{_WORD}.footer+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        ("/customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"),
    )
    made = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds)
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{made}</Types>"
    )


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'


def _root_relations() -> str:
    made = (
        _relation("main", f"{_OFFICE}/officeDocument", "word/document.xml"),
        _relation("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        _relation("app", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(made)}</Relationships>'


def _relations(ink: Ink, *, carried: bool) -> str:
    made = [
        _relation("styles", f"{_OFFICE}/styles", "styles.xml"),
        _relation("settings", f"{_OFFICE}/settings", "settings.xml"),
        _relation("header1", f"{_OFFICE}/header", "header1.xml"),
        _relation("footer1", f"{_OFFICE}/footer", "footer1.xml"),
    ]
    made += [
        _relation(f"image{number}", f"{_OFFICE}/image", f"media/image{number}.png")
        for number in range(1, len(ink.pictures) + 1)
    ]
    made += [_relation("carried", f"{_OFFICE}/customXml", "../customXml/item1.xml")] if carried else []
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(made)}</Relationships>'


def _carried(line: str) -> Iterator[tuple[str, bytes]]:
    """The custom XML part with its properties; the item's number is fixed, as is all else."""
    yield "customXml/item1.xml", f'{HEAD}<form xmlns="{CARRIED}">{escape(line)}</form>'.encode()
    properties = (
        f'{HEAD}<ds:datastoreItem ds:itemID="{{5C1B6A52-3F0E-4D59-9D0B-7A1E5C0F0001}}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{CARRIED}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    yield "customXml/itemProps1.xml", properties.encode()
    relation = _relation("props", f"{_OFFICE}/customXmlProps", "itemProps1.xml")
    relations = f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'
    yield "customXml/_rels/item1.xml.rels", relations.encode()
