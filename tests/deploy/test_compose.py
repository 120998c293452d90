"""The compose file: everything that the product needs, each locked down, and only the proxy to be reached from outside."""

import re
from copy import deepcopy
from typing import Any

import pytest

from port.options import Options
from tests.codebase.sources import ROOT, repository
from tests.deploy.documents import DEPLOY, documents_of, is_pinned, variables
from web.components.upload_limit import ROOM_FOR_FIELDS

(COMPOSE,) = documents_of((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("portpass", "PORTPASS_IMAGE")
UNITS = {"M": 1024**2, "K": 1024}


def faults(services: dict[str, dict[str, Any]]) -> list[str]:
    return [f"{name}: {fault}" for name, service in services.items() for fault in faults_of(service)]


def faults_of(service: dict[str, Any]) -> list[str]:
    image = re.sub(r"\$\{\w+:-([^}]+)\}", r"\1", service["image"])
    rules = {
        "may be another image tomorrow": is_pinned(image),
        "its root can be written to": service.get("read_only") is True,
        "keeps capabilities": service.get("cap_drop") == ["ALL"],
        "may gain privileges": service.get("security_opt") == ["no-new-privileges:true"],
        "has no limit of memory": "mem_limit" in service,
        "has no limit of processes": "pids_limit" in service,
        "does not come back": str(service.get("restart", "no")).startswith(("unless-stopped", "on-failure")),
        "fills the disk with logs": "max-size" in service.get("logging", {}).get("options", {}),
        "nobody asks how it is": "healthcheck" in service
        or service["restart"].startswith("on-failure")
        or "depends_on" in service,
        "is privileged": not service.get("privileged") and service.get("network_mode") != "host",
        "waits for what nobody starts": all(name in SERVICES for name in service.get("depends_on", ())),
    }
    return [fault for fault, holds in rules.items() if not holds]


def test_each_service_keeps_the_rules():
    assert faults(SERVICES) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"image": "postgres:latest"}, "another image tomorrow"),
        ({"read_only": False}, "can be written to"),
        ({"cap_drop": []}, "keeps capabilities"),
        ({"security_opt": []}, "gain privileges"),
        ({"restart": "no"}, "does not come back"),
        ({"privileged": True}, "is privileged"),
        ({"logging": {}}, "fills the disk"),
        ({"depends_on": {"nobody": {}}}, "nobody starts"),
    ],
)
def test_a_breach_is_noticed(change, fault):
    changed = {"database": deepcopy(SERVICES["database"]) | change}

    assert any(fault in found for found in faults(changed)), faults(changed)


def test_all_that_the_product_needs_is_there():
    commands = [" ".join(service.get("command", ["web"])) for service in SERVICES.values() if is_ours(service)]

    assert {"proxy", "database", "cache", "objects", "scanner"} < set(SERVICES)
    assert commands.count("web") == 2
    assert commands.count("python manage.py run_worker") == 2
    assert commands.count("python manage.py run_reader") == 1


def is_ours(service: dict[str, Any]) -> bool:
    return any(word in service["image"] for word in OURS)


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    reach_out = {name for name, service in SERVICES.items() if "outside" in service["networks"]}
    assert reach_out == {"proxy", "worker-1", "worker-2", "scanner"}


def test_the_proxy_finds_the_web_servers_where_they_are():
    said = (DEPLOY / "proxy" / "upstream-containers.conf").read_text()
    addresses = [SERVICES[name]["networks"]["inside"]["ipv4_address"] for name in ("web-1", "web-2")]

    assert re.findall(r"server ([\d.]+):8000 ", said) == addresses


def test_every_file_that_is_mounted_is_in_the_repository_or_made_from_an_example():
    mounted = [place.split(":")[0] for service in SERVICES.values() for place in service.get("volumes", ())]
    known = {str(path.relative_to("deploy")) for path in repository() if path.parts[0] == "deploy"}
    missing = [place[2:] for place in mounted if place.startswith("./") and place[2:] not in known]

    assert set(missing) == {"tls", "s3.json"}
    assert "s3.json.example" in known
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert {"/deploy/.env", "/deploy/portpass.env", "/deploy/s3.json", "/deploy/tls/"} <= set(ignored)


def test_every_variable_of_the_compose_file_is_in_its_example():
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))

    assert asked == set(variables((DEPLOY / "compose.env.example").read_text()))


def test_the_scanner_reads_whatever_the_product_takes():
    said = dict(
        line.split() for line in (DEPLOY / "scanner" / "clamd.conf").read_text().splitlines() if line and line[0] != "#"
    )
    sizes = [int(said[name][:-1]) * UNITS[said[name][-1]] for name in ("StreamMaxLength", "MaxFileSize", "MaxScanSize")]

    assert min(sizes) >= Options().upload_bytes + ROOM_FOR_FIELDS
    assert said["AlertExceedsMax"] == "yes"


def test_the_database_keeps_what_it_has_said_to_keep():
    command = " ".join(SERVICES["database"]["command"])

    assert "fsync=on" in command
    assert "synchronous_commit=on" in command
