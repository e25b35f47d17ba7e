"""A page whose layout was rendered before is the page that Django renders."""

import re

import pytest
from django.middleware.csrf import rotate_token
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from paizhu.web import slots
from paizhu.web.csrf import token

TOKEN = re.compile(r'(?<=value=")\w{64}(?=")|(?<=X-CSRFToken": ")\w{64}(?=")')


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "address", ["/ask/", "/ask/?q=%3Cb%3E%E9%A9%BB&lang=en&on=2022-03-01", "/ask/?q=a&b"]
)
def test_page_is_as_django_renders_it(rf: RequestFactory, address: str, language: str) -> None:
    values = {"title": "<b> & 驻", "html": slots.put("<p>{}</p>", "<i>")}
    with translation.override(language):
        request = rf.get(address)
        lang = "en" if language == "en" else "zh"
        for _ in range(2):
            made = slots.page("ask/page", request, lang, **values)
            expected = render_to_string("web/ask/page.html", values, request)
            assert TOKEN.sub("token", made) == TOKEN.sub("token", expected)
        assert len(TOKEN.findall(made)) == len(("of the form", "of the scripts"))


def test_all_forms_of_a_page_have_one_token_until_the_secret_changes(rf: RequestFactory) -> None:
    request = rf.get("/ask/")
    first = token(request)
    assert token(request) == first
    rotate_token(request)  # as when somebody signs in
    assert token(request) != first


def test_a_sign_that_python_fills_in_by_stays_as_it_is(rf: RequestFactory) -> None:
    with translation.override("en"):
        page = slots.page(
            "ask/page", rf.get("/ask/"), "en", title="100 %s", html=slots.put("{}", "5 % & 10%")
        )
    assert "100 %s" in page
    assert "5 % &amp; 10%" in page


def test_one_reader_never_gets_the_token_of_another(rf: RequestFactory) -> None:
    with translation.override("en"):
        pages = [slots.page("ask/page", rf.get("/ask/"), "en", title="", html="") for _ in range(2)]
    tokens = [set(TOKEN.findall(page)) for page in pages]
    assert tokens[0].isdisjoint(tokens[1])
