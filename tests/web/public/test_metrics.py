"""`/metrics`, as a Prometheus asks it."""

from ipaddress import ip_network

import pytest
from django.test import Client
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from port.upkeep import backlog
from tests.config.logs import production_log
from web.components.measured import METHODS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told_to_this_machine(settings, monkeypatch) -> None:
    settings.METRICS_NETWORKS = (ip_network("127.0.0.1"),)
    monkeypatch.setattr(backlog, "SECONDS", 60)


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


def test_what_was_counted_and_what_waits_is_told(client: Client) -> None:
    client.get("/login/")

    answer = client.get("/metrics", headers={"Host": "10.0.0.7:8000"})

    families = {family.name: family for family in text_string_to_metric_families(answer.content.decode())}
    assert answer["Content-Type"].startswith("text/plain")
    assert "no-store" in answer["Cache-Control"]
    routes = {sample.labels["route"] for sample in families["portpass_requests"].samples}
    assert "public:login" in routes
    assert families["portpass_database_up"].samples[0].value == 1
    assert {"portpass_waiting", "portpass_oldest_seconds", "portpass_acts", "process_resident_memory_bytes"} <= set(
        families
    )


def test_to_others_there_is_nothing(settings) -> None:
    settings.METRICS_NETWORKS = (ip_network("192.0.2.0/24"),)

    answer = Client(REMOTE_ADDR="198.51.100.7").get("/metrics")

    assert (answer.status_code, answer.content) == (404, b"")


def test_each_request_is_counted_by_its_route_and_costs_no_statement(client: Client, django_assert_num_queries) -> None:
    client.get("/login/")
    labels = {"route": "public:login", "method": "GET", "status": "200"}
    before, took = (
        value("portpass_requests_total", **labels),
        value("portpass_request_seconds_count", route="public:login"),
    )
    asked = value("portpass_request_statements_total", route="public:login")

    with production_log() as log:
        client.get("/login/?next=/company/")

    [line] = log.lines
    assert value("portpass_requests_total", **labels) - before == 1
    assert value("portpass_request_seconds_count", route="public:login") - took == 1
    assert value("portpass_request_statements_total", route="public:login") - asked == line["statements"]
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_what_strangers_send_makes_no_new_names(client: Client) -> None:
    for word in ("ONE", "TWO", "THREE"):
        client.generic(word, f"/{word}/")
    client.get("/nowhere/in/particular/")

    named = {
        (sample.labels["route"], sample.labels["method"])
        for family in REGISTRY.collect()
        for sample in family.samples
        if sample.name == "portpass_requests_total" and sample.labels["status"] in {"404", "405"}
    }
    assert {("none", "other"), ("none", "GET")} <= named
    assert {method for _route, method in named} <= {*METHODS, "other"}
