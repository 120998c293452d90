"""What the desk promises, in the words of pages. Read when a page asks for it, and at most once for each page."""

from datetime import timedelta
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from port.pledges.target import days_in_words, target_in_words
from port.pledges.usual import Usual, usual_waiting

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


class Pledges:
    """`{{ pledges }}` of every page."""

    @cached_property
    def target(self) -> str:
        """`2 個工作天`, as what is said around it goes on."""
        return target_in_words()

    @property
    def aim(self) -> str:
        return _("目標 %(days)s內") % {"days": self.target}

    @cached_property
    def usual_waiting(self) -> str:
        """How long answers took of late, as one sentence without its full stop; empty when it is not known."""
        usual = usual_waiting()
        return told(usual) if usual else ""


def told(usual: Usual) -> str:
    said = {"median": at_most(usual.median), "most": at_most(usual.most)}
    if said["median"] == said["most"]:
        return _("最近 30 天，九成在 %(most)s內完成（不計假日）") % said
    return _("最近 30 天，半數在 %(median)s內、九成在 %(most)s內完成（不計假日）") % said


def at_most(waited: timedelta) -> str:
    """Rounded up, so that what is told is true: 5 小時 below one working day, then 2 個工作天."""
    hours = max(1, -(-waited // HOUR))
    if hours < DAY // HOUR:
        return ngettext("%(hours)d 小時", "%(hours)d 小時", hours) % {"hours": hours}
    return days_in_words(-(-waited // DAY))
