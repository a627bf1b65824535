"""A headless Chromium by its DevTools protocol: go to a page, wait for words, click, look.

Belongs here: the browser. Does not belong: what a page must show.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
    "--window-size=1600,1000",
)

_KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), "Space": (32, " "), "ArrowDown": (40, ""), "Escape": (27, "")}


class Page:
    """One tab."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._numbers = socket, count(1)

    def open(self, url: str, *words: str, seconds: float = 60) -> str:
        """Go to an address and wait until the page shows all of some words. Returns what it shows."""
        self._call("Page.navigate", url=url)
        return self.wait(*words, seconds=seconds)

    def wait(self, *words: str, seconds: float = 60) -> str:
        """Wait until the page shows all of some words. Raises AssertionError with what it shows instead."""
        until, text = time.monotonic() + seconds, ""
        while time.monotonic() < until:
            text = self.run("document.body ? document.body.innerText : ''") or ""
            if all(word in text for word in words):
                return text
            time.sleep(0.3)
        raise AssertionError(
            f"{[w for w in words if w not in text]} not shown after {seconds} s; the page says:\n{text[:3000]}"
        )

    def click(self, text: str) -> None:
        """Click the innermost thing whose whole text is this."""
        found = self.run(f"""(() => {{
            const all = [...document.querySelectorAll('a, button, div, span')]
                .filter(e => e.innerText && e.innerText.trim() === {json.dumps(text)});
            if (all.length) all[all.length - 1].click();
            return all.length; }})()""")
        assert found, f"nothing on the page reads {text!r}"

    def run(self, script: str) -> Any:
        """The value of a script."""
        return self._call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def type(self, words: str) -> None:
        """Write as a keyboard does, into whatever has the focus."""
        self._call("Input.insertText", text=words)

    def press(self, key: str, times: int = 1, *, shift: bool = False) -> None:
        """A key, so many times: Tab, Enter, ArrowDown, Space …"""
        code, text = _KEYS[key]
        name = " " if key == "Space" else key
        for _ in range(times):
            common = {"key": name, "code": key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
            self._call("Input.dispatchKeyEvent", type="keyDown", **common, **({"text": text} if text else {}))
            self._call("Input.dispatchKeyEvent", type="keyUp", **common)

    def picture(self, path: Path) -> None:
        """What the window shows, as PNG, once it has drawn."""
        time.sleep(1.5)
        path.write_bytes(base64.b64decode(self._call("Page.captureScreenshot", format="png")["data"]))

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=60))
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]


@contextmanager
def browser() -> Iterator[Page]:
    """A new browser with one tab."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [CHROMIUM, *FLAGS, f"--user-data-dir={profile}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            port = _port(Path(profile) / "DevToolsActivePort")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=10) as answer:
                tab = next(t for t in json.load(answer) if t["type"] == "page")
            with connect(tab["webSocketDebuggerUrl"], max_size=None) as socket:
                yield Page(socket)
        finally:
            process.terminate()
            process.wait(20)


def _port(file: Path) -> str:
    for _ in range(200):
        if file.exists() and (lines := file.read_text().splitlines()):
            return lines[0]
        time.sleep(0.1)
    raise AssertionError("the browser did not start")
