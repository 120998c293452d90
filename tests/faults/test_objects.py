"""The store of documents is away or slow: uploads are refused in words with nothing half done, all else goes on."""

from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from tests.faults.stage import Stage
from tests.faults.visitor import FORM, Answer, Visitor, a_paper, is_acknowledged, typed
from tests.servers.objects import BUCKET, ObjectStore, new_object_store

UPLOAD = f"{FORM}document/"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ObjectStore]:
    running = new_object_store(tmp_path)
    yield running
    running.stop()


def upload(visitor: Visitor, name: str) -> Answer:
    visitor.get(FORM)
    return visitor.post(UPLOAD, {"submission_id": typed(name)["submission_id"], "document": a_paper()})


def test_without_the_store_nothing_is_taken_half_and_all_else_goes_on(
    stage: Stage, store: ObjectStore, tmp_path: Path
) -> None:
    web = stage.with_servers(tmp_path, **store.environment).web()
    visitor = Visitor(web)
    assert upload(visitor, "kept").status == 200
    (staged,) = stage.ask("select id from documents_storeddocument order by created_at desc limit 1")
    before = stage.number("select count(*) from documents_storeddocument")
    store.stop()

    refused, picture = upload(Visitor(web), "storeaway"), visitor.get(f"{UPLOAD}{staged[0]}/1/")
    form = Visitor(web).register("storeaway")

    assert refused.is_honest_outage
    assert "無法儲存檔案" in refused.page
    assert picture.is_honest_outage, "a picture that cannot be fetched is not a picture that does not exist"
    assert form.status == 422
    assert "無法儲存檔案" in form.page
    assert "晴海示範船務股份有限公司" in form.page, "what was typed is still there"
    assert (stage.applications("storeaway"), stage.number("select count(*) from documents_storeddocument")) == (
        0,
        before,
    )
    assert [Visitor(web).get(path).status for path in ("/", "/login/", "/register/")] == [200] * 3

    store.start()
    assert is_acknowledged(Visitor(web).register("storeback"))


def test_a_store_that_takes_ten_seconds_is_waited_for(stage: Stage, store: ObjectStore, tmp_path: Path) -> None:
    web = stage.with_servers(tmp_path, **store.environment).web()
    store.pause()
    Timer(10, store.resume).start()

    answer = Visitor(web).register("storeslow")

    assert is_acknowledged(answer)
    (kept,) = stage.ask("select id from documents_storeddocument order by created_at desc limit 1")
    found = store.client().list_objects_v2(Bucket=BUCKET)["Contents"]
    assert {each["Key"].split("/")[0] for each in found} == {kept[0]}
