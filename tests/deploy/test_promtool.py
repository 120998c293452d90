"""Prometheus itself reads the alerts, tries each of them quiet and raised, and reads whom it shall ask."""

import subprocess
from pathlib import Path

from tests.deploy.documents import DEPLOY

WATCHING = DEPLOY / "prometheus"


def promtool(*words: str | Path) -> str:
    """What it says; its code is not 0 where it has found a fault."""
    done = subprocess.run(["promtool", *words], capture_output=True, text=True)
    return f"{done.returncode}\n{done.stdout}{done.stderr}"


def test_prometheus_can_read_the_alerts_and_whom_to_ask() -> None:
    assert promtool("check", "rules", WATCHING / "alerts.yaml").startswith("0\n")
    assert promtool("check", "config", "--syntax-only", WATCHING / "prometheus.yaml").startswith("0\n")


def test_each_alert_is_quiet_while_all_is_well_and_raised_in_time() -> None:
    assert promtool("test", "rules", WATCHING / "alerts_test.yaml").startswith("0\n")


def test_an_alert_that_comes_too_late_is_noticed(tmp_path: Path) -> None:
    rules = (WATCHING / "alerts.yaml").read_text(encoding="utf-8")
    assert "for: 10m" in rules
    (tmp_path / "alerts.yaml").write_text(rules.replace("for: 10m", "for: 200m"), encoding="utf-8")
    (tmp_path / "alerts_test.yaml").write_bytes((WATCHING / "alerts_test.yaml").read_bytes())

    assert "FAILED" in promtool("test", "rules", tmp_path / "alerts_test.yaml")
