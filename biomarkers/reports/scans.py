"""The text of a scanned PDF by local OCR, where tesseract is installed (apt install tesseract-ocr).

    python -m biomarkers.reports.scans < FILE        # JSON: text, or why it is refused

Pages are drawn and read in a process group of its own, within limits. What it reads is marked, and
is never sure (`reader/scanned.py`).
"""

import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys

from .pdf_text import Refused

MOST_PAGES = 10
_DPI = 200
_SECONDS = 60  # of processor time, of each process; the wall clock is given twice that
_BYTES = 1_500_000_000  # of address space
_TOO_MUCH = "is a scan that takes too long to read: paste the text"
# One block of text, with its gaps: they are borders of cells.
_TESSERACT = ("tesseract", "stdin", "stdout", "--psm", "6", "-c", "preserve_interword_spaces=1")


def can_read_scans() -> bool:
    return shutil.which("tesseract") is not None


def text_of_scan(data: bytes) -> str:
    """Empty where there is none. Raises Refused."""
    command = [sys.executable, "-m", "biomarkers.reports.scans"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, process_group=0
    ) as process:
        try:
            answer = json.loads(process.communicate(data, timeout=2 * _SECONDS)[0])
        except (subprocess.TimeoutExpired, json.JSONDecodeError):
            os.killpg(process.pid, signal.SIGKILL)
            raise Refused(_TOO_MUCH) from None
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer["text"]


def _read(data: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise Refused(f"is a scan of more than {MOST_PAGES} pages")
        return "\n".join(_page(page) for page in pdf.pages)


def _page(page) -> str:
    drawn = io.BytesIO()
    page.to_image(resolution=_DPI).original.convert("L").save(drawn, "PNG")
    page.close()
    done = subprocess.run(_TESSERACT, input=drawn.getvalue(), capture_output=True, check=True)
    return done.stdout.decode("utf-8", errors="replace")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        print(json.dumps({"text": _read(sys.stdin.buffer.read())}))
    except Refused as refused:
        print(json.dumps({"refused": str(refused)}))
    except (MemoryError, subprocess.CalledProcessError):
        print(json.dumps({"refused": _TOO_MUCH}))
