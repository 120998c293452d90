"""The manifests: what Kubernetes refuses under `restricted`, what a rolling update needs, and names that lead somewhere."""

from copy import deepcopy
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.deploy.documents import DEPLOY, documents_of, values

FOLDER = DEPLOY / "kubernetes"
(KUSTOMIZATION,) = documents_of((FOLDER / "kustomization.yaml").read_text())
OBJECTS = [one for name in KUSTOMIZATION["resources"] for one in documents_of((FOLDER / name).read_text())]
API = {
    "Namespace": "v1",
    "ServiceAccount": "v1",
    "ConfigMap": "v1",
    "PersistentVolumeClaim": "v1",
    "Service": "v1",
    "Deployment": "apps/v1",
    "Job": "batch/v1",
    "PodDisruptionBudget": "policy/v1",
    "HorizontalPodAutoscaler": "autoscaling/v2",
    "Ingress": "networking.k8s.io/v1",
    "NetworkPolicy": "networking.k8s.io/v1",
}


def of_kind(*kinds: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in OBJECTS if one["kind"] in kinds}


def pods() -> dict[str, dict[str, Any]]:
    return {name: one["spec"]["template"] for name, one in of_kind("Deployment", "Job").items()}


def faults_of(pod: dict[str, Any]) -> list[str]:
    spec = pod["spec"]
    (container,) = spec["containers"]
    person, own = spec.get("securityContext", {}), container.get("securityContext", {})
    mounted = {mount["mountPath"] for mount in container.get("volumeMounts", ())}
    rules = {
        "may be root": person.get("runAsNonRoot") is True and person.get("runAsUser") == 10001,
        "has every system call": person.get("seccompProfile") == {"type": "RuntimeDefault"},
        "its root can be written to": own.get("readOnlyRootFilesystem") is True and "/tmp" in mounted,  # noqa: S108
        "may gain privileges": own.get("allowPrivilegeEscalation") is False,
        "keeps capabilities": own.get("capabilities") == {"drop": ["ALL"]},
        "holds a token of the cluster": spec.get("automountServiceAccountToken") is False,
        "has no limit of memory": "memory" in container.get("resources", {}).get("limits", {}),
        "asks for nothing": {"cpu", "memory"} == set(container.get("resources", {}).get("requests", {})),
        "fills a node": all("sizeLimit" in volume["emptyDir"] for volume in spec["volumes"] if "emptyDir" in volume),
        "shares the machine": not any(spec.get(name) for name in ("hostNetwork", "hostPID", "hostIPC")),
    }
    return [fault for fault, holds in rules.items() if not holds]


@pytest.mark.parametrize("name", pods())
def test_a_pod_has_no_more_than_it_needs(name):
    assert faults_of(pods()[name]) == []


@pytest.mark.parametrize(
    "missing", ["runAsNonRoot", "seccompProfile", "readOnlyRootFilesystem", "capabilities", "limits"]
)
def test_what_a_pod_lacks_is_noticed(missing):
    pod = deepcopy(pods()["web"])
    for mapping in values(pod):
        mapping.pop(missing, None)

    assert len(faults_of(pod)) == 1


def test_every_object_is_of_a_version_that_kubernetes_has():
    assert [one["metadata"]["name"] for one in OBJECTS if API.get(one["kind"]) != one["apiVersion"]] == []


def test_every_manifest_is_applied():
    assert {path.name for path in FOLDER.glob("*.yaml")} == {*KUSTOMIZATION["resources"], "kustomization.yaml"}


def test_a_web_server_is_killed_only_when_it_does_not_live():
    """Its database may be away; to begin anew would not bring that back."""
    (container,) = pods()["web"]["spec"]["containers"]

    assert container["startupProbe"]["httpGet"]["path"] == "/healthz"
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"


def test_what_all_web_servers_share_takes_none_of_them_out():
    (container,) = pods()["web"]["spec"]["containers"]
    address = urlsplit(container["readinessProbe"]["httpGet"]["path"])

    assert address.path == "/readyz"
    assert parse_qs(address.query) == {"exclude": ["cache", "storage"]}


@pytest.mark.parametrize("name", ["worker", "reader"])
def test_one_that_hangs_is_begun_anew(name):
    (container,) = pods()[name]["spec"]["containers"]
    (port,), (listens,) = container["ports"], container["env"]

    assert container["livenessProbe"]["httpGet"] == {"path": "/healthz", "port": port["name"]}
    assert listens == {"name": "METRICS_LISTEN", "value": f"0.0.0.0:{port['containerPort']}"}


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_drained_node_takes_one_at_a_time(name):
    budget, deployment = of_kind("PodDisruptionBudget")[name], of_kind("Deployment")[name]

    assert budget["spec"]["selector"] == deployment["spec"]["selector"]
    assert deployment["spec"]["replicas"] - budget["spec"]["maxUnavailable"] >= 1


def test_an_update_takes_no_web_server_away_before_its_successor_is_ready():
    assert of_kind("Deployment")["web"]["spec"]["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}


def test_what_selects_selects_something():
    labels = [pod["metadata"]["labels"] for pod in pods().values()]
    selectors = {name: one["spec"]["selector"] for name, one in of_kind("Service").items() if name != "nowhere"}

    assert {"app": "nowhere"} not in labels
    assert [name for name, selector in selectors.items() if selector not in labels] == []
    for deployment in of_kind("Deployment").values():
        assert deployment["spec"]["selector"]["matchLabels"] == deployment["spec"]["template"]["metadata"]["labels"]


def test_what_is_named_is_there_or_made_by_the_operator():
    named = {
        (kind, mapping[kind]["name"])
        for mapping in values(OBJECTS)
        for kind in ("configMapRef", "secretRef", "service")
        if isinstance(mapping.get(kind), dict)
    }
    there = {("configMapRef", name) for name in of_kind("ConfigMap")} | {
        ("service", name) for name in of_kind("Service")
    }

    assert named - there == {("secretRef", f"portpass{end}") for end in ("", "-jobs", "-owner")}
    claims = {mapping["claimName"] for mapping in values(OBJECTS) if "claimName" in mapping}
    assert claims == set(of_kind("PersistentVolumeClaim"))


def test_what_watches_over_it_is_not_answered_to_the_world():
    paths = of_kind("Ingress")["portpass"]["spec"]["rules"][0]["http"]["paths"]
    nowhere = {path["path"] for path in paths if path["backend"]["service"]["name"] == "nowhere"}

    assert nowhere == {"/metrics", "/readyz"}
    assert of_kind("NetworkPolicy")["nobody-comes-in"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress"]}
