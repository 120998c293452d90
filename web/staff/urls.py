from django.urls import path

from port.review.enums import Question
from web.staff import (
    both,
    bulk,
    claims,
    decisions,
    figures,
    looks,
    notes,
    pages,
    pieces,
    pledge,
    queue,
    reading,
    reasons_library,
    reopening,
)

app_name = "staff"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("cases/<int:pk>/", queue.case, name="case"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("bulk/check/", bulk.check, name="bulk_check"),
    path("bulk/decide/", bulk.decide, name="bulk_decide"),
    path("looks/", looks.looks, name="looks"),
    path("looks/different/", looks.different, name="looks_different"),
    path("looks/<int:pk>/", looks.look, name="look"),
    path("looks/<int:pk>/settle/", looks.settle_difference, name="look_settle"),
    path("cases/<int:pk>/claim/", claims.claim_case, name="claim"),
    path("cases/<int:pk>/release/", claims.release_case, name="release"),
    path("cases/<int:pk>/hand-over/", claims.hand_over_case, name="hand_over"),
    path("cases/<int:pk>/take-over/", claims.take_over_case, name="take_over"),
    path("cases/<int:pk>/both/", both.decide_both, name="decide_both"),
    path("cases/<int:pk>/both/letters/", both.preview_both, name="preview_both"),
    path("cases/<int:pk>/notes/", notes.add_note, name="note"),
    path("cases/<int:pk>/reading/", reading.reading, name="reading"),
    path("cases/<int:pk>/pieces/<slug:field>/", pieces.piece, name="piece"),
    path("documents/<uuid:pk>/pages/<int:number>/", pages.page_picture, name="page"),
    path("documents/<uuid:pk>/thumbnails/<int:number>/", pages.thumbnail, name="thumbnail"),
    path("documents/<uuid:pk>/originals/<int:number>/", pages.original, name="original"),
    path("letters/", queue.letters, name="letters"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<slug:table>.csv", figures.figures_csv, name="figures_csv"),
    path("pledge/", pledge.pledge, name="pledge"),
    path("pledge/days/", pledge.add_day, name="pledge_add_day"),
    path("pledge/days/remove/", pledge.remove_day, name="pledge_remove_day"),
    path("reasons/", reasons_library.reasons, name="reasons"),
    path("reasons/new/", reasons_library.add, name="reason_add"),
    path("reasons/<int:pk>/", reasons_library.change, name="reason_change"),
    path("reasons/<int:pk>/retire/", reasons_library.retire, name="reason_retire"),
    path("reasons/<int:pk>/restore/", reasons_library.restore, name="reason_restore"),
]

for question in Question:
    of_question = f"cases/<int:pk>/{question.value}/"
    urlpatterns += [
        path(of_question, decisions.decide_question, {"question": question}, name=f"decide_{question}"),
        path(f"{of_question}letter/", decisions.preview_question, {"question": question}, name=f"preview_{question}"),
        path(f"{of_question}back/", decisions.take_back_question, {"question": question}, name=f"take_back_{question}"),
        path(f"{of_question}reopen/", reopening.reopen_question, {"question": question}, name=f"reopen_{question}"),
    ]
