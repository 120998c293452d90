"""The manual of the account application: the 24 steps of the manual before, and what may follow them."""

from tools.manual.shapes import Book
from tools.manual.steps.account_applying import COMPANY, PERSON, SENDING, START
from tools.manual.steps.account_entering import AFTERWARDS, FIRST_LOGIN, RESULT
from tools.manual.words import say

ACCOUNT = Book(
    name="account",
    title=say("帳號申請操作手冊", "How to apply for an account"),
    summary=say(
        "從註冊、審核到第一次登入，共 24 個步驟。圖上的編號就是步驟的編號。",
        "From registering to your first login, in 24 steps. The numbers on the pictures are those of the steps.",
    ),
    chapters=(START, PERSON, COMPANY, SENDING, RESULT, FIRST_LOGIN, AFTERWARDS),
)
