"""Edits a brief in LibreOffice itself, as a colleague would, through its UNO interface; run by a Python that has `uno`.

`libreoffice_edit.py PIPE FILE TARGET FILTER EDITS`: opens FILE in the LibreOffice that listens on PIPE, does what EDITS
(JSON) says in its Events sheet, and saves it as TARGET.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]
from com.sun.star.table import TableSortField  # type: ignore[import-not-found]

HEADS = 3
TRIES = 300
DATE = 2
"""com.sun.star.util.NumberFormat.DATE."""


def give(thing: Any, **values: object) -> Any:
    for name, value in values.items():
        setattr(thing, name, value)
    return thing


def option(name: str, value: object) -> Any:
    return give(PropertyValue(), Name=name, Value=value)


def desktop(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(TRIES):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    return sys.exit("LibreOffice does not answer")


class Events:
    """The Events sheet as LibreOffice holds it; rows and columns count from 0."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.sheet = document.Sheets.getByName("Events")
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)  # noqa: FBT003 - UNO takes no keywords
        self.end = cursor.RangeAddress.EndRow
        self.width = cursor.RangeAddress.EndColumn
        heads = range(self.width + 1)
        self.columns = {self.sheet.getCellByPosition(n, HEADS).String: n for n in heads}

    def row(self, event: str) -> int:
        column = self.columns["Id"]
        rows = range(HEADS + 1, self.end + 1)
        return next(row for row in rows if self.sheet.getCellByPosition(column, row).String == event)

    def cell(self, event: str, head: str) -> Any:
        return self.sheet.getCellByPosition(self.columns[head], self.row(event))

    def text(self, event: str, head: str, value: str) -> None:
        self.cell(event, head).String = value

    def day(self, event: str, head: str, number: int) -> None:
        """Make a cell a day, as a spreadsheet program does with what looks like one."""
        locale = uno.createUnoStruct("com.sun.star.lang.Locale")
        form = self.document.NumberFormats.getStandardFormat(DATE, locale)
        give(self.cell(event, head), NumberFormat=form, Value=number)

    def add(self, values: dict[str, str]) -> None:
        self.end += 1
        for head, value in values.items():
            self.sheet.getCellByPosition(self.columns[head], self.end).String = value

    def insert_above(self, event: str, values: dict[str, str]) -> None:
        row = self.row(event)
        self.sheet.Rows.insertByIndex(row, 1)
        self.end += 1
        for head, value in values.items():
            self.sheet.getCellByPosition(self.columns[head], row).String = value

    def delete(self, event: str) -> None:
        self.sheet.Rows.removeByIndex(self.row(event), 1)
        self.end -= 1

    def sort(self, head: str) -> None:
        field = give(TableSortField(), Field=self.columns[head], IsAscending=False)
        rows = self.sheet.getCellRangeByPosition(0, HEADS + 1, self.width, self.end)
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        rows.sort((option("SortFields", fields), option("ContainsHeader", False)))  # noqa: FBT003

    def hide(self, event: str) -> None:
        """Hide a row, as a filter does."""
        give(self.sheet.Rows.getByIndex(self.row(event)), IsVisible=False)


DOES = {
    "text": Events.text,
    "day": Events.day,
    "add": Events.add,
    "insert above": Events.insert_above,
    "delete": Events.delete,
    "sort": Events.sort,
    "hide": Events.hide,
}


def main(pipe: str, file: str, target: str, form: str, edits: str) -> None:
    program = desktop(pipe)
    document = program.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (option("Hidden", True),))  # noqa: FBT003
    events = Events(document)
    for name, *given in json.loads(edits):
        DOES[name](events, *given)
    document.storeToURL(Path(target).as_uri(), (option("FilterName", form),))
    document.close(True)  # noqa: FBT003
    program.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
