"""The command of the site: written anew from what is published, and shown on this machine.

Belongs here: where it is written, and the server that shows it. Does not belong: any page (`warehouse/site`).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import terminal
from command_line.shared import NOTHING_PUBLISHED, Settings, as_json, said, speak, stop


def site(
    out: Annotated[
        Path | None, typer.Option("--out", help="The folder to write; without it, `site` within the home.")
    ] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Then show it at an address of this machine.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of --serve; 0 takes a free one.")] = 8765,
    report: Annotated[
        str | None,
        typer.Option(envvar="CATASTRO_REPORT_URL", help="Where errors are reported: an http or https address."),
    ] = None,
) -> None:
    """Write the published catalogue as pages that open without a server: calls, search, sources, data."""
    from warehouse.exports.safe import link
    from warehouse.home import Home
    from warehouse.site.building import write_site

    speak()
    if report and not link(report):
        raise typer.BadParameter(f"{report}: is no http or https address", param_hint="--report")
    home = Home(Settings.home)
    if not home.catalogue.exists():
        stop(NOTHING_PUBLISHED, said("command.no_catalogue", file=home.catalogue))
    try:
        written = write_site(home.catalogue, out or home.site, report=report)
    except OSError as error:
        stop(NOTHING_PUBLISHED, str(error))
    if not as_json(
        {
            "folder": str(written.folder),
            "calls": written.calls,
            "files": written.files,
            "written": written.written,
        }
    ):
        page = written.folder / "index.html"
        terminal.say(said("command.site", page=page, files=written.files, written=written.written))
    if serve:
        _serve(written.folder, port)


def _serve(folder: Path, port: int) -> None:
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(folder))) as server:
        terminal.say(said("command.site_served", address=f"http://127.0.0.1:{server.server_address[1]}/"))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
