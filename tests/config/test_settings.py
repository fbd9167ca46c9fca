"""What the settings make of their environment, each time in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caseward.config import settings


def start(folder: Path, expression: str, **environment: str) -> "subprocess.Popen[str]":
    words = f"from caseward.config import settings; print({expression})"
    return subprocess.Popen(
        [sys.executable, "-c", words],
        env={**os.environ, "CASEWARD_DATA": str(folder), "CASEWARD_SECRET_KEY": "", **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_processes_that_start_together_share_one_whole_key(tmp_path: Path) -> None:
    started = [start(tmp_path / "new", "settings.SECRET_KEY") for _ in range(4)]
    keys = {process.communicate()[0].strip() for process in started}
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    kept = tmp_path / "new" / "secret-key"
    assert kept.stat().st_mode & 0o077 == 0
    assert list(kept.parent.iterdir()) == [kept]


@pytest.mark.parametrize(("https", "expected"), [("1", "__Host-session __Host-csrf 1"), ("", "- - -")])
def test_behind_https_cookies_are_bound_to_the_site_and_attempts_counted_by_visitor(
    tmp_path: Path, https: str, expected: str
) -> None:
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "ALLAUTH_TRUSTED_PROXY_COUNT")
    values = ", ".join(f"getattr(settings, {name!r}, '-')" for name in names)
    assert start(tmp_path, values, CASEWARD_HTTPS=https).communicate()[0].strip() == expected


def test_a_flood_of_attempts_cannot_push_out_the_count_of_one_account() -> None:
    assert settings.CACHES["default"]["OPTIONS"] == {"MAX_ENTRIES": 100_000}
