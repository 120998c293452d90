from django.urls import path

from web.company import acknowledgements, advice, bindings, change_requests, data, documents, home, switching, worklist

app_name = "company"
urlpatterns = [
    path("", home.home, name="home"),
    path("worklist/", worklist.worklist, name="worklist"),
    path("switch/", switching.switch, name="switch"),
    path("bindings/", bindings.bindings, name="bindings"),
    path("bindings/<int:pk>/end/", bindings.end_binding, name="end_binding"),
    path("acknowledgements/", acknowledgements.acknowledge_texts, name="acknowledgements"),
    path("documents/", documents.documents, name="documents"),
    path("documents/receive/", documents.receive_document, name="receive_document"),
    path("documents/pages/", documents.change_pages, name="change_pages"),
    path("documents/advice/", advice.document_advice, name="document_advice"),
    path("documents/<uuid:pk>/<int:number>/", documents.thumbnail, name="thumbnail"),
    path("data/", data.data, name="data"),
    path("data/edit/", data.edit_facts, name="edit_facts"),
    path("data/identity/", change_requests.change_identity, name="change_identity"),
    path("data/handover/", change_requests.hand_over, name="hand_over"),
    path("data/requests/<int:pk>/withdraw/", data.withdraw_request, name="withdraw_request"),
    path("data/document/receive/", change_requests.receive_document, name="receive_change_document"),
    path("data/document/pages/", change_requests.change_pages, name="change_document_pages"),
    path("passes/", home.passes, name="passes"),
]
