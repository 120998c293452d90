"""What the tests of `deploy/` read with: it notices what it has to."""

import pytest
import yaml

from tests.deploy.documents import documents_of, is_pinned, variables


def test_a_key_that_stands_twice_is_noticed():
    with pytest.raises(yaml.YAMLError, match="image"):
        documents_of("web:\n  image: a:1\n  image: b:1\n")


def test_what_is_merged_in_may_be_overridden():
    assert documents_of("a: &a {x: 1, y: 1}\nb:\n  <<: *a\n  y: 2\n") == [
        {"a": {"x": 1, "y": 1}, "b": {"x": 1, "y": 2}}
    ]


@pytest.mark.parametrize("image", ["postgres", "postgres:latest", "postgres:stable", "host:5000/postgres"])
def test_an_image_that_may_be_another_tomorrow_is_noticed(image):
    assert not is_pinned(image)


@pytest.mark.parametrize("image", ["postgres:17-bookworm", "valkey/valkey:8.0-alpine", "x@sha256:0123"])
def test_an_image_that_stays_what_it_is_is_fine(image):
    assert is_pinned(image)


def test_variables_are_read_without_comments():
    assert variables("# a\n\nA=1\nB=x=y\nC=\n") == {"A": "1", "B": "x=y", "C": ""}
