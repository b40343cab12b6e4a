"""A place to be filled in, three times marked: a content control with a tag, a bookmark around it, and its cell.

Word keeps the tag as long as the control is there; LibreOffice 7.4 drops tags but keeps bookmarks; whoever deletes
both leaves the cell, whose row is known by a hidden marker (`svcgraph.forms.readers`).
"""

from __future__ import annotations

from svcgraph.renderers.word.markup import attribute, run
from svcgraph.views.document import Slot, SlotKind
from svcgraph.views.document_marks import PLACEHOLDER, bookmark


def control(slot: Slot, number: int) -> str:
    """The place as XML; ``number`` is unique in the document."""
    name = bookmark(slot.id)
    return (
        f'<w:bookmarkStart w:id="{number}" w:name={attribute(name)}/>{_control(slot, number)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def _control(slot: Slot, number: int) -> str:
    empty = not slot.value and slot.kind is not SlotKind.CHECK
    properties = (
        f"<w:alias w:val={attribute(slot.label)}/>" if slot.label else "",
        f"<w:tag w:val={attribute(slot.id)}/>",
        f'<w:id w:val="{1000 + number}"/>',
        "<w:showingPlcHdr/>" if empty else "",
        _kind(slot),
    )
    content = _box(slot) if slot.kind is SlotKind.CHECK else slot.value or PLACEHOLDER
    inner = run(content, bold=slot.bold, size=slot.size, grey=empty)
    return f"<w:sdt><w:sdtPr>{''.join(properties)}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def _box(slot: Slot) -> str:
    return "☒" if slot.value else "☐"


def _kind(slot: Slot) -> str:
    if slot.kind is SlotKind.CHECK:
        ticked = 1 if slot.value else 0
        return (
            f'<w14:checkbox><w14:checked w14:val="{ticked}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
        )
    if slot.kind is SlotKind.DATE:
        day = f' w:fullDate="{slot.day.isoformat()}T00:00:00Z"' if slot.day else ""
        return f'<w:date{day}><w:dateFormat w:val="d MMMM yyyy"/><w:storeMappedDataAs w:val="date"/></w:date>'
    if slot.kind in (SlotKind.CHOICE, SlotKind.OPEN):
        items = "".join(
            f"<w:listItem w:displayText={attribute(one)} w:value={attribute(one)}/>" for one in slot.choices
        )
        name = "dropDownList" if slot.kind is SlotKind.CHOICE else "comboBox"
        return f"<w:{name}>{items}</w:{name}>"
    return '<w:text w:multiLine="1"/>'
