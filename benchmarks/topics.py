"""The EU portal at its upper bound, invented: `python benchmarks/topics.py [topics, 8000] [bytes of a topic, 40000]`.

Pages of 100 topics in the real form (each value a list, HTML in strings, a table of the call's budget that names many
topics) are served on loopback and crawled by the real spider with the real source, then crawled again beside that good
day. Prints CPU seconds and the crawl's peak memory, which its process is not given more of than 256 MiB.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import threading
import urllib.parse
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scrapers.engine.crawl import crawl_all  # noqa: E402
from scrapers.registry import source_file  # noqa: E402

SOURCE, DAY, ROWS = "eu_sedia", date(2026, 9, 2), 100
HOST = "https://api.tech.ec.europa.eu/search-api/prod/rest/search"
PROSE = ("descriptionByte", "topicConditions", "supportInfo")
WORDS = ["city", "river", "shade", "school", "“Mission”", "Europe’s", *(f"word{number}" for number in range(4000))]


def main() -> int:
    topics, size = (int(argument) for argument in [*sys.argv[1:], *("8000", "40000")[len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as home:
        port, folder = serve(topics, size), Path(home) / "sources"
        folder.mkdir()
        text = source_file(SOURCE).read_text(encoding="utf-8")
        (folder / f"{SOURCE}.py").write_text(text.replace(HOST, f"http://127.0.0.1:{port}/search"), encoding="utf-8")
        complete = True
        for run in range(2):
            events: list[dict[str, Any]] = []
            (manifest,) = crawl_all(
                [SOURCE],
                landing=Path(home) / "landing",
                run_id=str(run),
                as_of=DAY + timedelta(days=run),
                allow=frozenset({f"127.0.0.1:{port}"}),
                folder=folder,
                delay_seconds=0,
                on_event=events.append,
            )
            landed, last = (Path(home) / "landing" / SOURCE / str(run) / "records.jsonl").stat().st_size, events[-1]
            print(
                f"{manifest['verdict']}: {manifest['note']} {size / 1000:.0f} kB a topic, {landed / 1e6:.0f} MB of"
                f" records; {last['cpu_seconds']:.1f} CPU s, at most {last['peak_mib']:.0f} MiB",
                flush=True,
            )
            complete = complete and manifest["verdict"] == "ok" and manifest["counts"]["records"] == topics
    return 0 if complete else 1


def page(number: int, topics: int, size: int) -> bytes:
    """One page of the service's answer; the same each time."""
    rows = [_topic(place, size) for place in range((number - 1) * ROWS, min(number * ROWS, topics))]
    told = {
        "apiVersion": "2.151",
        "terms": "***",
        "totalResults": topics,
        "pageNumber": number,
        "pageSize": ROWS,
        "results": rows,
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _topic(number: int, size: int) -> dict[str, Any]:
    """Half of it is prose that is read, the rest a budget of many topics and prose that is not."""
    chance = random.Random(number)
    call, name = f"HORIZON-INV-2027-{number // 40:03}", f"HORIZON-INV-2027-{number // 40:03}-{number % 40:02}"
    address = (
        f"https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/{name}"
    )
    sums = {
        "minContribution": 3000000,
        "maxContribution": 4500000,
        "budgetYearMap": {"2027": "18000000"},
        "deadlineModel": "single-stage",
    }
    table = {
        str(place): [{"action": f"{call}-{place:02} - HORIZON-RIA HORIZON Research and Innovation Actions", **sums}]
        for place in range(min(40, size // 1000))
    }
    metadata = {
        "DATASOURCE": "SEDIA",
        "type": "1",
        "status": "31094502",
        "identifier": name,
        "callIdentifier": call,
        "callTitle": "Invented call",
        "title": f"Invented topic {number}",
        "frameworkProgramme": "43108390",
        "url": address,
        "keywords": "Urban heat",
        "startDate": "2026-10-06T00:00:00.000+0000",
        "deadlineDate": "2027-02-16T17:00:00.000+0000",
        "deadlineModel": "single-stage",
        "typesOfAction": "HORIZON Innovation Actions",
        **{name: _prose(chance, size // 4) for name in PROSE},
        "budgetOverview": json.dumps({"budgetYearsColumns": ["2027"], "budgetTopicActionMap": table}),
    }
    return {
        "reference": f"{number}TOPICSen",
        "url": address,
        "summary": metadata["title"],
        "language": "en",
        "database": "SEDIA",
        "metadata": {field: [value] for field, value in metadata.items()},
    }


def _prose(chance: random.Random, length: int) -> str:
    words = chance.choices(WORDS, k=length // 9)
    return "".join(
        f'<p class="topicdescriptionkind">{" ".join(words[at : at + 60])}.</p>' for at in range(0, len(words), 60)
    )


def serve(topics: int, size: int) -> int:
    """A host of the service; its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
            body = page(int(asked["pageNumber"][0]), topics, size)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    return httpd.server_address[1]


if __name__ == "__main__":
    sys.exit(main())
