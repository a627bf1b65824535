"""Grants.gov's daily extract at its full size, invented: `python benchmarks/bulk.py [megabytes of XML, 320] [records,
82230]`.

A ZIP archive is written as the portal writes it (sizes only behind the data), served on loopback in pieces and crawled
by the real spider with the real source. Prints seconds, records per second and the crawl's peak memory.
"""

from __future__ import annotations

import io
import random
import re
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scrapers.engine.crawl import crawl_all  # noqa: E402
from scrapers.registry import source_file  # noqa: E402

SOURCE, DAY, OPEN_OF_A_HUNDRED = "grants_gov_extract", date(2026, 8, 9), 2
WORDS = ["city", "river", "shade", "school", *(f"word{number}" for number in range(4000))]


def main() -> int:
    size, records = (int(argument) for argument in [*sys.argv[1:], *("320", "82230")[len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as home:
        path, xml_bytes = write(Path(home) / "extract.zip", size * 10**6, records)
        print(
            f"{records} records, {xml_bytes / 1e6:.0f} MB of XML, {path.stat().st_size / 1e6:.0f} MB packed", flush=True
        )
        port = serve(path)
        folder = Path(home) / "sources"
        folder.mkdir()
        text = source_file(SOURCE).read_text(encoding="utf-8")
        (folder / f"{SOURCE}.py").write_text(
            re.sub(r'"https://\S+(GrantsDBExtract\{\}v2.zip)"', rf'"http://127.0.0.1:{port}/\1"', text)
        )
        events: list[dict] = []
        began = time.monotonic()
        (manifest,) = crawl_all(
            [SOURCE],
            landing=Path(home) / "landing",
            run_id="one",
            as_of=DAY,
            allow=frozenset({f"127.0.0.1:{port}"}),
            folder=folder,
            delay_seconds=0,
            on_event=events.append,
        )
        seconds, counts, cpu = time.monotonic() - began, manifest["counts"], events[-1]["cpu_seconds"]
        print(
            f"{manifest['verdict']}: {counts['records']} open, {counts['skipped']} closed, {counts['requests']} pieces"
        )
        print(
            f"{cpu:.1f} CPU s ({seconds:.1f} s wall), {records / cpu:.0f} records a CPU second, at most"
            f" {events[-1]['peak_mib']:.0f} MiB"
        )
    return 0 if counts["records"] + counts["skipped"] == records else 1


def write(path: Path, size: int, records: int) -> tuple[Path, int]:
    """The archive, and how many bytes of XML are in it."""
    written = 0
    with (
        path.open("wb") as file,
        zipfile.ZipFile(Unseekable(file), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(f"GrantsDBExtract{DAY:%Y%m%d}v2.xml", "w") as xml,
    ):
        for text in parts(size, records):
            written += xml.write(text.encode())
    return path, written


def parts(size: int, records: int) -> Iterator[str]:
    """The XML: most opportunities closed long ago, a forecast in fifty of the others."""
    chance = random.Random(20260809)
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Grants'
        ' xmlns="http://apply.grants.gov/system/OpportunityDetail-V1.0">\n'
    )
    around = 1040  # bytes of an opportunity besides its description
    for number in range(records):
        is_open = number % 100 < OPEN_OF_A_HUNDRED
        closes = (
            DAY + timedelta(days=chance.randrange(200)) if is_open else DAY - timedelta(days=1 + chance.randrange(6000))
        )
        kind = "Forecast" if is_open and number % 50 == 0 else "Synopsis"
        length = max(20, int(chance.gauss(1, 0.3) * (size / records - around)))
        words = " ".join(chance.choices(WORDS, k=length // 8 + 1))[:length]
        yield f"""<Opportunity{kind}Detail_1_0><OpportunityID>{number}</OpportunityID>
<OpportunityTitle>Invented call {number}</OpportunityTitle><OpportunityNumber>INV-{number}</OpportunityNumber>
<OpportunityCategory>D</OpportunityCategory><FundingInstrumentType>G</FundingInstrumentType>
<CategoryOfFundingActivity>ENV</CategoryOfFundingActivity><CategoryExplanation>{WORDS[number % 4]}</CategoryExplanation>
<CFDANumbers>99.{number % 999:03}</CFDANumbers><EligibleApplicants>25</EligibleApplicants><EligibleApplicants>12</EligibleApplicants>
<AdditionalInformationOnEligibility>Foreign bodies may apply.</AdditionalInformationOnEligibility><AgencyCode>INV</AgencyCode>
<AgencyName>Invented Agency</AgencyName><PostDate>{DAY - timedelta(days=30):%m%d%Y}</PostDate><CloseDate>{closes:%m%d%Y}</CloseDate>
<LastUpdatedDate>{DAY:%m%d%Y}</LastUpdatedDate><AwardCeiling>100000</AwardCeiling><AwardFloor>none</AwardFloor>
<EstimatedTotalProgramFunding>1000000</EstimatedTotalProgramFunding><Description>&lt;p&gt;{words}&lt;/p&gt;</Description>
<CostSharingOrMatchingRequirement>No</CostSharingOrMatchingRequirement></Opportunity{kind}Detail_1_0>
"""
    yield "</Grants>\n"


class Unseekable(io.RawIOBase):
    """A file that only goes on, so that the sizes come behind the data."""

    def __init__(self, file: io.BufferedWriter) -> None:
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        return self._file.write(data)


def serve(path: Path) -> int:
    """A host of the file, by ranges; its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range") or "")
            if wanted is None:
                self.send_error(404)
                return
            first, last, total = int(wanted[1]), int(wanted[2]), path.stat().st_size
            with path.open("rb") as file:
                file.seek(first)
                piece = file.read(last - first + 1)
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{first + len(piece) - 1}/{total}")
            self.send_header("Content-Length", str(len(piece)))
            self.end_headers()
            self.wfile.write(piece)

        def log_message(self, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    return httpd.server_address[1]


if __name__ == "__main__":
    sys.exit(main())
