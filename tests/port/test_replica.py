"""What may be a little old is asked of the replica, and everything else of the database itself."""

import pytest
from django.db import OperationalError, connections, transaction

from port import replica
from port.content.models import Entry
from port.replica import ReplicaRouter, perhaps_a_little_old

pytestmark = pytest.mark.django_db

ROUTER = ReplicaRouter()


def asked() -> str:
    return ROUTER.db_for_read(Entry)


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a replica, and it is near."""
    distance = replica.Distance()
    monkeypatch.setattr(distance, "_ask", lambda: True)
    monkeypatch.setattr(replica, "_distance", distance)
    monkeypatch.setitem(connections.settings, replica.ALIAS, connections.settings["default"])


@pytest.mark.django_db(transaction=True)
def test_only_what_may_be_old_is_asked_of_it(near):
    assert perhaps_a_little_old(asked) == "replica"
    assert asked() == "default"


@pytest.mark.django_db(transaction=True)
def test_an_act_never_reads_from_it(near):
    def act() -> str:
        with transaction.atomic():
            return asked()

    assert perhaps_a_little_old(act) == "default"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_to_it(near):
    assert perhaps_a_little_old(lambda: ROUTER.db_for_write(Entry)) == "default"
    assert not ROUTER.allow_migrate("replica", "content")
    assert ROUTER.allow_migrate("default", "content")


@pytest.mark.django_db(transaction=True)
def test_where_it_fails_meanwhile_the_database_answers(near):
    tried = []

    def read() -> str:
        tried.append(asked())
        if tried == ["replica"]:
            raise OperationalError("the connection is gone")
        return "read"

    assert perhaps_a_little_old(read) == "read"
    assert tried == ["replica", "default"]
    assert perhaps_a_little_old(asked) == "default", "nobody asks it again at once"


def test_without_a_replica_nothing_is_read_twice():
    tried = []

    def read() -> None:
        tried.append(asked())
        raise OperationalError

    with pytest.raises(OperationalError):
        perhaps_a_little_old(read)
    assert tried == ["default"]


def test_how_far_it_is_behind_is_asked_every_few_seconds_only(monkeypatch):
    distance, asked_for, now = replica.Distance(), [], [100.0]
    monkeypatch.setattr(distance, "_ask", lambda: asked_for.append(now[0]) or True)
    monkeypatch.setattr(replica.time, "monotonic", lambda: now[0])

    for second in range(11):
        now[0] = 100.0 + second
        assert distance.is_near()

    assert asked_for == [100.0, 105.0, 110.0]
