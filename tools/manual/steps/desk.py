"""The manual of the review desk."""

from port.language import Language
from tools.manual.shapes import Book
from tools.manual.steps.desk_answering import ACCOUNT, DOCUMENT, REFUSAL, TAKING_BACK
from tools.manual.steps.desk_looking import CASE, LETTERS, QUEUE, SECOND_LOOK
from tools.manual.steps.desk_world import furnish
from tools.manual.words import say

DESK = Book(
    name="desk",
    title=say("審核作業操作手冊"),
    summary=say("從領取案件、核對文件到決定與通知。帳號與公司證明文件分開決定，各寄一封信。"),
    chapters=(QUEUE, CASE, ACCOUNT, DOCUMENT, REFUSAL, TAKING_BACK, SECOND_LOOK, LETTERS),
    languages=(Language.CHINESE,),
    begin=furnish,
)
