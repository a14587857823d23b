"""Writes the two tables with the primary beside the sample in tests/data/tables, from a fixed seed:
the truth first, as a record folder, then the table as a hospital would keep it."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.data import TABLES

PATIENTS = 40
FIELDS = {
    "patients.csv": "mrn sex diagnosed_on metastatic_on".split(),
    "biopsies.csv": "mrn accession collected_on site laterality kind".split(),
    "her2_readings.csv": "mrn accession read_on reported_as ihc_score ish_ratio her2_copies "
    "ish_result".split(),
    "receptors.csv": "mrn accession read_on er_percent er_status pr_percent pr_status".split(),
}
SITES = ["liver", "bone", "lung", "skin", "axillary lymph node"]
Row = dict[str, str]


def reading(rng: random.Random, mrn: str, accession: str, day: date) -> tuple[Row, Row]:
    score = rng.choice(["0", "0", "1+", "1+", "2+", "2+", "3+"])
    ratio = rng.choice([1.1, 1.4, 1.7, 3.2, 4.8]) if score == "2+" else None
    amplified = ratio is not None and ratio >= 2
    status = "positive" if score == "3+" or amplified else "negative"
    er, pr = rng.choice([0, 5, 60, 95]), rng.choice([0, 20, 80])
    same = {"mrn": mrn, "accession": accession, "read_on": day.isoformat()}
    her2 = same | {"reported_as": status, "ihc_score": score}
    if ratio:
        her2 |= {"ish_ratio": str(ratio), "her2_copies": str(round(ratio * 2, 1)),
                 "ish_result": "positive" if amplified else "negative"}  # fmt: skip
    return her2, same | {"er_percent": str(er), "pr_percent": str(pr)}


def truth_of(seed: int, label: str) -> dict[str, list[Row]]:
    """A primary of everyone, known as `label`, and one sample of a metastasis."""
    rng = random.Random(seed)
    found: dict[str, list[Row]] = {name: [] for name in FIELDS}
    for number in range(1, PATIENTS + 1):
        mrn = f"{rng.randrange(10**6):07d}"
        first = date(2012, 1, 1) + timedelta(days=rng.randrange(2500))
        later = first + timedelta(days=rng.randrange(300, 2200))
        diagnosed = {"diagnosed_on": first.isoformat()} if label == "primary" else {}
        found["patients.csv"].append({"mrn": mrn, "sex": "female", **diagnosed})
        for accession, day, site, kind in (
            (label, first, "breast", "primary" if label == "primary" else ""),
            (f"T{number:03d}", later, rng.choice(SITES), ""),
        ):
            side = {"laterality": rng.choice(["left", "right"])} if site == "breast" else {}
            found["biopsies.csv"].append(
                {
                    "mrn": mrn,
                    "accession": accession,
                    "collected_on": day.isoformat(),
                    "site": site,
                    "kind": kind,
                    **side,
                }
            )
            her2, receptors = reading(rng, mrn, accession, day)
            found["her2_readings.csv"].append(her2)
            found["receptors.csv"].append(receptors)
    return found


def untold(truth: dict[str, list[Row]], label: str) -> dict[str, list[Row]]:
    """Of the primary neither table tells ratio and copies."""
    for row in truth["her2_readings.csv"]:
        if row["accession"] == label:
            row.pop("ish_ratio", None)
            row.pop("her2_copies", None)
    return truth


def pairs_of(truth: dict[str, list[Row]]) -> Iterator[tuple[Row, list[list[Row]]]]:
    """Each patient with biopsy, HER2 and receptors of the primary, then of the sample."""
    for patient in truth["patients.csv"]:
        files = [[row for row in truth[name] if row["mrn"] == patient["mrn"]]
                 for name in list(FIELDS)[1:]]  # fmt: skip
        yield patient, [[rows[n] for rows in files] for n in (0, 1)]


def us(day: str) -> str:
    return f"{date.fromisoformat(day):%-m/%-d/%Y}"


def german(day: str) -> str:
    return f"{date.fromisoformat(day):%d.%m.%Y}"


def side_by_side(truth) -> list[list[str]]:
    """A research table: one row a patient, the primary on the left and the sample on the right."""
    rows = [["Patient ID", "Sample ID", "Sex", "Date of Diagnosis", "Primary Laterality",
             "Primary HER2 IHC", "Primary HER2 FISH", "Primary HER2 Status", "Primary ER %",
             "Primary PR %", "Sample Collection Date", "Sample Site", "Sample HER2 IHC",
             "Sample HER2 FISH", "Sample HER2 Ratio", "Sample HER2 Status", "Sample ER %",
             "Sample PR %", "Ever HER2 positive"]]  # fmt: skip
    for patient, ((b1, h1, r1), (b2, h2, r2)) in pairs_of(truth):
        copies = f" (CN {h2['her2_copies']})" if h2.get("ish_ratio") else ""
        rows.append(
            [
                patient["mrn"],
                b2["accession"],
                "F",
                us(patient["diagnosed_on"]),
                b1["laterality"].upper(),
                h1["ihc_score"],
                _fish(h1),
                h1["reported_as"].title(),
                r1["er_percent"],
                r1["pr_percent"],
                us(b2["collected_on"]),
                b2["site"].upper(),
                h2["ihc_score"],
                _fish(h2),
                h2.get("ish_ratio", "") + copies,
                h2["reported_as"].title(),
                r2["er_percent"] + "%",
                r2["pr_percent"] + "%",
                "YES" if "positive" in (h1["reported_as"], h2["reported_as"]) else "NO",
            ]
        )
    return rows


def _fish(her2: Row) -> str:
    return {"positive": "Amplified", "negative": "Not amplified"}.get(her2.get("ish_result", ""),
                                                                     "NOT DONE")  # fmt: skip


def unseen(truth) -> list[list[str]]:
    """A registry's follow-up list: what was resected at first, and the biopsy of the relapse."""
    rows = [["Pat-ID", "Geschlecht", "Op-Datum", "Surgical specimen side", "Surgical HER2 score",
             "Surgical HER2 ISH", "Surgical ER", "Surgical PgR", "Histo-Nr", "Rezidiv Biopsie am",
             "Rezidiv Entnahmeort", "Rezidiv HER2 (IHC)", "Rezidiv HER2 (FISH)",
             "Rezidiv Quotient HER2/CEP17", "Rezidiv ER", "Rezidiv PR", "HER2-Genexpression",
             "Kommentar"]]  # fmt: skip
    for patient, ((b1, h1, r1), (b2, h2, r2)) in pairs_of(truth):
        rows.append(
            [
                patient["mrn"],
                "w",
                german(b1["collected_on"]),
                b1["laterality"][:2].replace("ri", "re"),
                "Score " + h1["ihc_score"],
                _ish(h1),
                f"{r1['er_percent']} %",
                f"{r1['pr_percent']} %",
                b2["accession"],
                german(b2["collected_on"]),
                _ort(b2["site"]),
                h2["ihc_score"],
                _ish(h2),
                h2.get("ish_ratio", "").replace(".", ","),
                f"{r2['er_percent']} %",
                f"{r2['pr_percent']} %",
                "hoch" if h2["ihc_score"] == "3+" else "niedrig",
                "",
            ]
        )
    rows.append([f"Summe {len(rows) - 1}", *[""] * (len(rows[0]) - 1)])
    return rows


def _ish(her2: Row) -> str:
    return {"positive": "amplifiziert", "negative": "nicht amplifiziert"}.get(
        her2.get("ish_result", ""), "k.A."
    )


def _ort(site: str) -> str:
    return {"liver": "Leber", "bone": "Knochen", "lung": "Lunge", "skin": "Haut",
            "axillary lymph node": "LK axillär"}[site]  # fmt: skip


def write(folder: Path, truth, table: list[list[str]], encoding: str, delimiter: str) -> None:
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    for name, fields in FIELDS.items():
        with (folder / "truth" / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, fields, restval="")
            writer.writeheader()
            writer.writerows(sorted(truth[name], key=lambda row: list(row.values())))
    with (folder / "export.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(table)


def without(truth: dict[str, list[Row]], *columns: str) -> dict[str, list[Row]]:
    """What the table does not say is not asked of it."""
    return {file: [{n: c for n, c in row.items() if n not in columns} for row in rows]
            for file, rows in truth.items()}  # fmt: skip


def main() -> None:
    known = untold(truth_of(26, "primary"), "primary")
    other = truth_of(11, "surgery")
    write(TABLES / "side_by_side", known, side_by_side(known), "utf-8-sig", ",")
    other = without(untold(other, "surgery"), "reported_as", "her2_copies")
    write(TABLES / "unseen", other, unseen(other), "cp1252", ";")


if __name__ == "__main__":
    main()
