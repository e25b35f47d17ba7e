"""The pages of the procedures: open to everyone, in both languages, with every act, ground and limit."""

import pytest
from django.test import Client
from django.utils.text import capfirst

from paizhu.web.base import opened

ADDRESS = "/norms/procedures/task.2022/"


def get(client: Client, address: str, **fields: str) -> str:
    reply = client.get(address, fields)
    assert reply.status_code == 200
    return reply.content.decode()


def test_every_procedure_is_listed(client: Client) -> None:
    page = get(client, "/norms/procedures/")
    for procedure in opened().base.pack.procedures:
        assert f'href="/norms/procedures/{procedure.id}/"' in page
    assert "现行有效" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_procedure_shows_its_acts_and_limits(client: Client, lang: str) -> None:
    for procedure in opened().base.pack.procedures:
        page = get(client, f"/norms/procedures/{procedure.id}/", lang=lang)
        for step in procedure.steps:
            assert f'id="act-{step.id}"' in page
            assert f"<h3>{capfirst(step.name.in_(lang))}</h3>" in page
            for norm in step.norms:
                of = opened().base.norms[norm]
                assert f'href="/norms/{of.regulation}/{of.version}/{of.article}/#norm-{norm}"' in page
        for limit in procedure.limits:
            assert f'id="limit-{limit.id}"' in page
        assert all(capfirst(state.name.in_(lang)) in page for state in procedure.states)


def test_act_says_who_with_which_power_and_apart_from_whom(client: Client) -> None:
    page = get(client, ADDRESS, lang="en")
    approve = page[page.index('id="act-task.approve"') : page.index('id="act-task.accept"')]
    for shown in (
        "assigner: the head or a deputy",
        "by somebody else than who did: propose a task",
        "is ruled on by itself",
        "stationed office → dispatching organ",
        'starts: <a href="#limit-answer">time to answer</a>',
    ):
        assert shown in approve


def test_list_says_what_each_state_awaits(client: Client) -> None:
    page = get(client, ADDRESS, lang="en")
    first = page[page.index("pz-pd-list") :]
    assert "Awaits: approve and assign" in first[: first.index("</li>")]


def test_limit_without_a_norm_says_that_no_provision_sets_it(client: Client) -> None:
    page = get(client, ADDRESS, lang="en")
    assert "No provision sets it: the document states it." in page[page.index('id="limit-answer"') :]


def test_unknown_procedure_is_not_found(client: Client) -> None:
    assert client.get("/norms/procedures/task.1999/").status_code == 404
