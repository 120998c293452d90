"""Facts of the deployment in texts: by name, in the language of the text."""

import pytest
from django.utils.translation import override

from port.content.library import install_content
from port.content.markdown import rendered
from port.content.models import Entry
from port.content.placeholders import known_values, unknown_placeholders
from port.language import Language


def test_a_text_is_filled_in_its_own_language_whatever_the_page():
    assert rendered("{site_name}") == "<p>通行證資訊網</p>\n"
    assert rendered("{site_name}", Language.ENGLISH) == "<p>Port Pass Portal</p>\n"
    with override(Language.ENGLISH):
        assert rendered("{site_name}", Language.CHINESE) == "<p>通行證資訊網</p>\n"


@pytest.mark.django_db
def test_what_comes_with_the_product_is_filled_in_both_languages():
    install_content()

    policy = Entry.objects.get(slug="privacy")
    assert "臺灣港務股份有限公司" in policy.html
    assert "Taiwan International Ports Corporation, Ltd." in policy.html_en
    assert not Entry.objects.filter(title__contains="{") | Entry.objects.filter(html_en__contains="{")


def test_no_value_is_empty():
    assert [name for name, value in known_values().items() if not value] == []


def test_a_name_that_stands_for_nothing_is_told():
    assert unknown_placeholders("{hotline} {nothing}") == ["{nothing}"]
