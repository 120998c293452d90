"""The letter of a refused document says exactly where the next one is handed in."""

import pytest

from port.companies.workflow import reject_document
from port.letters.models import Letter
from tests.factories import a_reviewer, a_verified_application, an_application, an_approved_application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("application", "said", "unsaid"),
    [
        (an_application, "帳號審核通過時，請先完成Email驗證", "/login/"),
        (an_approved_application, "還沒有完成Email驗證。請先依帳號審核通知信完成驗證", "補正連結"),
        (a_verified_application, "在「上傳新的文件」選擇檔案，再按「送出」。", "補正連結"),
    ],
    ids=["not yet approved", "not yet verified", "inside"],
)
def test_where_the_next_document_is_handed_in_depends_on_the_account(application, said, unsaid):
    document = application().document
    document.refresh_from_db()

    reject_document(document, by=a_reviewer(), reasons=[], note="缺頁。\n\n請補第二頁。")

    letter = Letter.objects.about(document).get()
    for text in (letter.text, letter.html):
        assert said in text
        assert unsaid not in text
        assert "抱歉" not in text
    assert "- 缺頁。\n- 請補第二頁。\n" in letter.text
