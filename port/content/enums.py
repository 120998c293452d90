from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NewsCategory(TextChoices):
    NOTICE = "notice", _("公告")
    ADVICE = "advice", _("宣導")
    MAINTENANCE = "maintenance", _("維護")
    TEACHING = "teaching", _("教學")
