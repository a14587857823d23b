"""A report comes as text or PDF, or is refused with the reason."""

import contextlib
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject
from weasyprint import HTML

from biomarkers.reports.pdf_text import Refused, _read
from biomarkers.reports.reader import read_report
from biomarkers.reports.reader.scanned import MARK
from biomarkers.reports.receiving import MOST_BYTES, MOST_PAGES, NoReport, text_of_file, tidy
from biomarkers.reports.scans import can_read_scans


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_text_in_another_encoding_is_converted(encoding):
    assert text_of_file("a.txt", "HER2: 1+ – für Ärzte".encode(encoding)) == "HER2: 1+ – für Ärzte"


TABLE = """<style>.ruled td { border: 1px solid; width: 90px }</style>
<table class=ruled><tr><td>Marker<td>Result<td>Intensity
<tr><td>Progesterone receptor, clone 1E2, Ventana<td>Positive 20%<td>3+
<tr><td>HER2<td>1+<td></table>"""
BY_COLUMNS = """<style>td { padding: 0 20px }</style>
<table><tr><td width=90><td width=90>ER<td width=90>HER2
<tr><td>Tumor 1<td>95%<td>1+<tr><td>Tumor 2<td>0%<td>3+</table>"""
PROSE = """<div style="columns: 2"><p>HER2 by IHC is 2+ and equivocal in this sample. HER2 FISH is
not amplified, as the whole of the left column says with words that go on.</p><p>The amplified
control of the right column is about methods, fixation, and nothing else that anyone would want
to read of the tumor of this patient here.</p></div>"""


def test_a_ruled_table_of_a_pdf_is_read_by_rows():
    text = text_of_file("a.pdf", pdf(TABLE))

    assert "Progesterone receptor, clone 1E2, Ventana | Positive 20% | 3+" in text
    [proposal] = read_report(text)
    assert (proposal.value("pr_percent"), proposal.value("ihc_score")) == ("20", "1+")


def test_a_table_of_a_pdf_is_read_by_columns():
    first, second = read_report(text_of_file("a.pdf", pdf(BY_COLUMNS)))

    assert (first.value("er_percent"), first.value("ihc_score")) == ("95", "1+")
    assert (second.value("er_percent"), second.value("ihc_score")) == ("0", "3+")


def test_two_columns_of_prose_are_read_one_after_the_other():
    [proposal] = read_report(text_of_file("a.pdf", pdf(PROSE)))

    assert (proposal.value("ihc_score"), proposal.value("ish_result")) == ("2+", "negative")


def test_a_ligature_of_a_pdf_is_read():
    [proposal] = read_report(text_of_file("a.pdf", pdf("<p>HER2 FISH: not ampliﬁed</p>")))

    assert proposal.value("ish_result") == "negative"


def nested_pdf() -> bytes:
    """A few kilobytes that send a reader of PDFs through 60,000 nested arrays."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    drawn = StreamObject()
    drawn.set_data(b"BT /F1 12 Tf " + b"[" * 60_000 + b"]" * 60_000 + b" TJ ET")
    page[NameObject("/Contents")] = writer._add_object(drawn.flate_encode())
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_pdf_that_costs_too_much_is_refused_within_bounds():
    started = time.monotonic()

    with pytest.raises(NoReport):
        text_of_file("a.pdf", nested_pdf())

    assert time.monotonic() - started < 60


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
    "a page packed to burst": ("a.pdf", bursting_pdf(), "is too large when unpacked"),
    "no text in it": ("scan.pdf", blank_pdf(), "contains no selectable text"),
    "a password": ("a.pdf", blank_pdf(password="x"), "is password-protected"),
    "too many pages": ("a.pdf", blank_pdf(MOST_PAGES + 1), "more than 200 pages"),
    "half a PDF": ("a.pdf", pdf("<p>HER2</p>")[:300], "is a damaged PDF"),
    "no PDF at all": ("a.pdf", b"HER2 1+", "is a damaged PDF"),
    "nothing": ("a.txt", b" \n", "is empty"),
    "too much": ("a.txt", b"x" * (MOST_BYTES + 1), "larger than 2 MB"),
    "too long": ("a.txt", b"x" * 200_001, "longer than 200,000"),
    "bytes that are no text": ("a.txt", b"\x00\x01\xff HER2 1+", "cannot be read as text"),
    "another kind": ("a.docx", b"PK", "must be a .txt or .pdf file"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_report_is_refused_with_its_reason(case):
    name, data, reason = REFUSED[case]

    with pytest.raises(NoReport, match=reason):
        text_of_file(name, data)


@given(st.binary(max_size=400))
def test_any_bytes_of_a_pdf_are_a_text_or_refused(data):
    with contextlib.suppress(Refused):
        assert isinstance(_read(b"%PDF-1.7\n" + data), str)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_refused(data):
    try:
        text = text_of_file("any.txt", data)
    except NoReport:
        return

    assert text == tidy(text)
    assert "\0" not in text
    text.encode()


def scan(text: str) -> bytes:
    """A PDF that holds a picture of a text, and no text."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1654, 600), 255)
    draw = ImageDraw.Draw(page)
    draw.text((100, 100), text, font=ImageFont.load_default(size=32), fill=20)
    written = io.BytesIO()
    page.save(written, "PDF", resolution=200)
    return written.getvalue()


def test_a_scan_is_read_where_ocr_is_installed_and_is_never_sure():
    data = scan("HER2 IHC: Negative, score 1+\nEstrogen receptor: Positive, 90%")
    if not can_read_scans():
        with pytest.raises(NoReport, match="contains no selectable text"):
            text_of_file("scan.pdf", data)
        return

    text = text_of_file("scan.pdf", data)
    [proposal] = read_report(text)

    assert text.startswith(MARK)
    assert {one.name: one.unclear for one in proposal.fields}["er_percent"] == (
        "OCR reads “90”: compare with the scan."
    )
    assert {one.value for one in proposal.fields if one.name != "as_written"} == {""}


def test_without_ocr_a_scan_is_refused(monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(NoReport, match="contains no selectable text"):
        text_of_file("scan.pdf", scan("HER2: 1+"))


def test_what_ocr_read_keeps_its_places_and_is_no_value():
    text = f"{MARK}\n\nHER2: 1+\nPIK3CA H1047R detected by sequencing"
    [proposal] = read_report(text)
    [row] = proposal.alterations

    score = next(one for one in proposal.fields if one.name == "ihc_score")
    assert (score.value, score.unclear) == ("", "OCR reads “1+”: compare with the scan.")
    assert [text[words.start : words.end] for words in score.words] == ["1+"]
    assert row[0].value == "PIK3CA"
    assert all(one.unclear for one in row[1:])
