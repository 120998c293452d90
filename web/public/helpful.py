"""有幫助嗎?: a reader answers; nobody keeps who it was, and a page that anybody may keep asks for it."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from port.content.helpful import LONGEST_COMMENT, answer
from port.options import options
from web.components.lines import NoteField
from web.components.own_pages import is_sent_from_here
from web.components.said import TooManyTries
from web.components.throttle import within_limit
from web.public.faq import question_named


class HelpfulForm(forms.Form):
    helped = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    comment = NoteField(max_length=LONGEST_COMMENT, required=False)


@csrf_exempt  # the form stands on a page that is kept for everybody; `is_sent_from_here` takes the place of the token
@login_not_required
@never_cache
@require_POST
def faq_helpful(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks take the place of the question: at once with a script, with the page without one."""
    if not is_sent_from_here(request):
        raise PermissionDenied
    entry = question_named(slug)
    form = HelpfulForm(request.POST)
    if form.is_valid():
        if not within_limit(request, what="helpful", times=options().helpful_answers_an_hour):
            raise TooManyTries
        answer(entry, helped=form.cleaned_data["helped"] == "yes", comment=form.cleaned_data["comment"])
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return render(request, "public/helpful_thanks.html")
    return redirect(f"{reverse('public:faq_item', args=[slug])}?answered=yes#helpful")
