"""Namespaces of the XML inside Office files, as ElementTree writes them before a name."""

from __future__ import annotations

from typing import Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PIC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
XDR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V: Final = "{urn:schemas-microsoft-com:vml}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
