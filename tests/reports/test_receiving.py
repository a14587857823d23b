"""A report comes as text or PDF, or is refused with the reason."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject
from weasyprint import HTML

from biomarkers.reports.receiving import MOST_BYTES, MOST_PAGES, NoReport, text_of_file, tidy


def pdf(html: str) -> bytes:
    return HTML(string=html).write_pdf()


def blank_pdf(pages: int = 1, password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_the_text_of_a_pdf_is_read():
    text = text_of_file("report.PDF", pdf("<p>HER2: IHC score 1+</p><p>ER 90 %</p>"))

    assert "HER2: IHC score 1+" in text
    assert "ER 90 %" in text


def test_a_text_keeps_its_lines_and_no_other_signs():
    assert (
        text_of_file("a.txt", b"\xef\xbb\xbfHER2 1+  \r\n\x07ER 90 %\r\n\r\n")
        == "HER2 1+\n ER 90 %"
    )


def bursting_pdf() -> bytes:
    """A page that is drawn by six megabytes, packed into a few thousand bytes."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    drawn = StreamObject()
    drawn.set_data(b"q Q " * 1_500_000)
    page[NameObject("/Contents")] = writer._add_object(drawn.flate_encode())
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


REFUSED = {
    "a page packed to burst": ("a.pdf", bursting_pdf(), "unpacks to more"),
    "no text in it": ("scan.pdf", blank_pdf(), "holds no text"),
    "a password": ("a.pdf", blank_pdf(password="x"), "is encrypted"),
    "too many pages": ("a.pdf", blank_pdf(MOST_PAGES + 1), "more than 200 pages"),
    "half a PDF": ("a.pdf", pdf("<p>HER2</p>")[:300], "is a damaged PDF"),
    "no PDF at all": ("a.pdf", b"HER2 1+", "is a damaged PDF"),
    "nothing": ("a.txt", b" \n", "is empty"),
    "too much": ("a.txt", b"x" * (MOST_BYTES + 1), "larger than 2 MB"),
    "too long": ("a.txt", b"x" * 200_001, "longer than 200,000"),
    "Latin-1": ("a.txt", "HER2 1+ für Ärzte".encode("latin-1"), "is not UTF-8"),
    "UTF-16": ("a.txt", "HER2 1+".encode("utf-16"), "UTF-16"),
    "another kind": ("a.docx", b"PK", "neither .txt nor .pdf"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_report_is_refused_with_its_reason(case):
    name, data, reason = REFUSED[case]

    with pytest.raises(NoReport, match=reason):
        text_of_file(name, data)


@given(st.binary(max_size=400), st.sampled_from([".txt", ".pdf"]))
def test_any_bytes_are_a_text_or_refused(data, kind):
    prefix = b"%PDF-1.7\n" if kind == ".pdf" else b""
    try:
        text = text_of_file(f"any{kind}", prefix + data)
    except NoReport:
        return

    assert text == tidy(text)
    assert "\0" not in text
    text.encode()
