"""The web UI as an operator meets it, in a headless Chromium where there is one; read-only, and ended whole.

`CATASTRO_PICTURES=folder` keeps what the browser saw: how the pictures in `docs/` are made.
"""

import http.client
import importlib.util
import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

HERE = Path(__file__).resolve().parent


def _module(name):
    spec = importlib.util.spec_from_file_location(f"browser_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


browser, served = _module("browser"), _module("conftest")
needs_browser = pytest.mark.skipif(browser.CHROMIUM is None, reason="no chromium here")


def ask(address, query, **variables):
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(f"{address}/graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


LAUNCH = """mutation($p: ExecutionParams!) { launchPipelineExecution(executionParams: $p) {
    __typename ... on LaunchRunSuccess { run { runId } } ... on UnauthorizedError { message } } }"""


def launch(address, day):
    return ask(
        address,
        LAUNCH,
        p={
            "selector": {"jobName": "daily", "repositoryName": "__repository__", "repositoryLocationName": "catastro"},
            "runConfigData": {},
            "executionMetadata": {"tags": [{"key": "dagster/partition", "value": day}]},
        },
    )["data"]["launchPipelineExecution"]


def processes():
    return subprocess.run(["ps", "axww", "-o", "args"], capture_output=True, text=True, check=True).stdout


@needs_browser
def test_an_operator_finds_the_graph_a_source_a_failed_check_and_the_days(operated, tmp_path):
    pictures = Path(os.environ.get("CATASTRO_PICTURES") or tmp_path)
    with served.serving(operated, "--read-only") as (address, _), browser.browser() as page:
        page.open(f"{address}/asset-groups", "from_chile", "from_un", "stages", "catalogue", "publication")
        page.picture(pictures / "assets.png")
        page.open(
            f"{address}/assets/sources/grants_gov",
            "Grants.gov",
            "from_agencies",
            "Un recorrido sano trae de",
            "Freshness policy",
            "Plots",
        )
        page.click("Plots")
        page.wait("records", "requests")
        page.run(
            "[...document.querySelectorAll('*')].find(e => e.innerText === 'records' && !e.children.length).scrollIntoView()"
        )
        page.picture(pictures / "source.png")
        page.open(
            f"{address}/assets/catalogue/matches?view=checks",
            "columns",
            "Failed",
            "nobody",
            "(matches.call_id): 1 fila",
        )
        page.picture(pictures / "check.png")
        page.open(
            f"{address}/assets/sources/grants_gov?view=partitions", *served.DAYS, served.BLOCKED, "Materialized (4)"
        )
        page.picture(pictures / "partitions.png")


def test_read_only_starts_nothing_and_leaves_nothing_behind(operated):
    with served.serving(operated, "--read-only") as (address, process):
        assert launch(address, served.DAYS[0])["__typename"] == "UnauthorizedError"
        assert address.startswith("http://127.0.0.1:")
        port = address.rsplit(":", 1)[1]
        assert f"--port {port}" in processes()
    assert process.returncode == 0
    assert f"--port {port}" not in processes()


def answered(address, method="GET", path="/server_info", body=None, **headers):
    """The status of an answer to a request with headers as given."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, named)
    answer = connection.getresponse()
    connection.close()
    return answer.status, dict(answer.getheaders())


def test_only_this_machine_s_own_requests_are_answered(operated):
    with served.serving(operated, "--read-only") as (address, _):
        port, query = address.rsplit(":", 1)[1], json.dumps({"query": "{version}"})
        as_json = {"Content_Type": "application/json"}
        status, headers = answered(address)
        assert (status, headers["x-frame-options"]) == (200, "DENY")
        assert answered(address, "POST", "/graphql", query, **as_json)[0] == 200
        assert answered(address, Host=f"localhost:{port}")[0] == 200
        assert answered(address, Host=f"rebound.example:{port}")[0] == 403
        assert answered(address, "POST", "/graphql", query, Origin="https://evil.example", **as_json)[0] == 403
        assert answered(address, "POST", "/graphql", query, Content_Type="text/plain")[0] == 415
        assert answered(address, "GET", "/graphql?query=%7Bversion%7D")[0] == 405
        with pytest.raises(InvalidStatus, match="403"):
            connect(f"ws://127.0.0.1:{port}/graphql", origin="http://evil.example", subprotocols=["graphql-ws"])
        with connect(f"ws://127.0.0.1:{port}/graphql", origin=address, subprotocols=["graphql-ws"]) as socket:
            mutation = {"query": LAUNCH, "variables": {"p": {}}}
            socket.send(json.dumps({"type": "connection_init"}))
            socket.send(json.dumps({"type": "start", "id": "1", "payload": mutation}))
            assert json.loads(socket.recv(timeout=20))["type"] == "connection_ack"
            assert json.loads(socket.recv(timeout=20))["type"] == "error", "a socket changes nothing"


def test_an_operator_s_past_day_is_queued_run_and_recorded(operated):
    with served.serving(operated) as (address, _):
        run_id = launch(address, served.DAYS[1])["run"]["runId"]
        query = "query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"
        until, status = time.monotonic() + 120, ""
        while time.monotonic() < until and status not in ("SUCCESS", "FAILURE"):
            time.sleep(1)
            status = ask(address, query, id=run_id)["data"]["runOrError"]["status"]
        assert status == "SUCCESS"
        assert (operated / "rebuilt" / served.DAYS[1] / "catalogue.duckdb").exists()
        second = subprocess.run(
            [sys.executable, "-m", "catastro", "--home", str(operated), "ui", "--port", "0"],
            cwd=served.ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert second.returncode == 1
        assert "daemon runs already" in second.stderr
