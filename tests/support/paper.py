"""A printer whose paper is a file."""

from io import BytesIO
from pathlib import Path

import pypdf
from PySide6.QtPrintSupport import QPrinter


class FilePrinter:
    """Makes printers for whoever asks for one by name; a test reads what came out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.names: list[str] = []

    def __call__(self, name: str) -> QPrinter:
        self.names.append(name)
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        return printer


def pdf_text(pdf: Path | BytesIO) -> str:
    """The words of all pages, one blank between two."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages).split())
