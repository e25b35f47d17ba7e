"""Addresses of the record; each needs a seat."""

from django.urls import path

from paizhu.web.record import entry, exchanging, log, page, proving

urlpatterns = [
    path("record/", page.record, name="record"),
    path("record/log/", log.log, name="log"),
    path("record/entry/", entry.entry, name="log-entry"),
    path("record/proof/", proving.page, name="proof"),
    path("record/proof/verify/", proving.verify, name="proof-verify"),
    path("record/proof/export/", proving.export, name="proof-export"),
    path("record/proof/countersign/", proving.countersign, name="proof-countersign"),
    path("record/proof/countersign/all/", proving.countersign_all, name="proof-countersign-all"),
    path("record/proof/work/<str:token>/", proving.job, name="record-job"),
    path("record/proof/work/<str:token>/file/", proving.file, name="record-job-file"),
    path("record/proof/exchange/", exchanging.countersign, name="proof-exchange"),
    path("record/proof/receive/", exchanging.receive, name="proof-receive"),
    path("record/proof/countersigned/", exchanging.countersigned, name="proof-countersigned"),
    path("record/proof/keys/<str:which>/", exchanging.public_keys, name="proof-keys"),
    path("record/proof/verifier/", exchanging.verifier, name="proof-verifier"),
]
