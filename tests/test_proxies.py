"""The proxies of the README, run as they stand there in front of a real server."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn

from council.app import create_app
from council.config import Settings
from council.kit import clock
from tests.conftest import skip
from tests.village import Village
from tests.votes.scene import OPENED, opened, send

README = Path(__file__).parent.parent / "README.md"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def from_readme(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


def need(program: str, package: str) -> str:
    path = shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")
    if path is None or sys.platform == "win32":
        skip("proxies", f"{program} is not here: apt-get install {package}")
    return str(path)


def reached(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port}")


@contextmanager
def served(village: Village, origin_port: int) -> Iterator[int]:
    """The house on a port of its own; its origin is the proxy's."""
    port = free_port()
    origin = f"http://127.0.0.1:{origin_port}"
    app = create_app(Settings(origin=origin, proxy_seconds=60, tick_seconds=3600), village.db)
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        reached(port)
        yield port
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def nginx(server: int, port: int, folder: Path) -> Iterator[None]:
    program = need("nginx", "nginx-light")
    text = from_readme("nginx").replace("/var/cache/nginx/council", str(folder / "kept"))
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{server}").replace("listen 80;", f"listen 127.0.0.1:{port};")
    text = text.replace("proxy_set_header Host $host;", "proxy_set_header Host $http_host;")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {folders}\n{text}\n}}"
    )
    user = ["-g", "user root;"] if os.getuid() == 0 else []  # its workers read the folder of this test
    with running([program, "-c", str(conf), "-e", f"{folder}/error.log", "-p", str(folder), *user], port):
        yield


@contextmanager
def varnish(server: int, port: int, folder: Path) -> Iterator[None]:
    program = need("varnishd", "varnish")
    conf = folder / "council.vcl"
    conf.write_text(from_readme("vcl").replace('"8000"', f'"{server}"'))
    with running(
        [program, "-F", "-j", "none", "-n", str(folder / "v"), "-f", str(conf), "-a", f"127.0.0.1:{port}"], port
    ):
        yield


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        reached(port)
        yield
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize("proxy", [nginx, varnish])
def test_a_proxy_keeps_public_pages_and_nothing_else(village: Village, tmp_path: Path, proxy: Any) -> None:
    ref, port = opened(village), free_port()
    path, session = f"{village.url}/motions/{ref}", f"council={village.secrets[3]}"
    with (
        clock.at(OPENED),
        served(village, port) as server,
        proxy(server, port, tmp_path),
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", headers={"Accept-Encoding": "gzip"}) as client,
    ):
        first, again = client.get(path), client.get(path)
        assert first.headers["cache-control"] == "public, max-age=0, s-maxage=60"
        assert (first.headers["x-cache"], again.headers["x-cache"] in ("HIT", "1")) == ("MISS", True)
        assert first.text == again.text
        assert "Cookie" in again.headers["vary"]
        tag = again.headers["etag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304

        signed_in = client.get(path, headers={"Cookie": session})
        assert signed_in.headers["x-cache"] in ("HIT", "2", "3"), "who is signed in gets the same page"
        pages = [first.text]
        for headers in ({"Cookie": "look=l"}, {"Cookie": f"{session}; look=dark"}, {"HX-Request": "true"}):
            pages += [client.get(path, headers=headers).text for _ in range(2)]
        assert len(set(pages)) == 4, "each look, and the part that htmx asks for, by itself"
        for cookie in ("look=l; look=dark", 'look="l"', "LOOK=l", "xlook=l"):
            client.get(path, headers={"Cookie": cookie})
        client.get(path, headers={"HX-Request": ""})
        assert client.get(path).text == first.text
        assert client.get(path, headers={"Cookie": "look=l"}).text == pages[1]

        for private in ("/me", f"{village.url}/desk", f"{path}/ballot"):
            mine = [client.get(private, headers={"Cookie": session}) for _ in range(2)]
            assert [each.status_code for each in mine] == [200, 200]
            assert [each.headers["cache-control"] for each in mine] == ["no-store", "no-store"]
            assert client.get(private).status_code in (303, 404)
            other = client.get(private, headers={"Cookie": f"council={village.secrets[4]}"})
            assert other.text != mine[0].text or private.endswith("desk")

        send(village, 1, ref, "for", at=OPENED)
        if proxy is varnish:  # nginx shows it once the seconds are over
            key = {"Surrogate-Key": f"{village.county}/{village.slug}"}
            assert client.request("BAN", "/", headers=key).status_code == 200
            assert client.get(path).headers["etag"] != tag
