"""Settings of mail: what is accepted, and that a password is never shown."""

from pathlib import Path

import pytest

from paizhu.environment import InvalidSetting
from paizhu.mail_server import Security, Server, address, base_url, server


@pytest.fixture
def password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "password"
    file.write_text("geheim\n")
    monkeypatch.setenv("P", str(file))


@pytest.mark.usefixtures("password")
@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("", None),
        ("smtp://localhost", Server(Security.NONE, "localhost", 25)),
        ("smtp://[::1]:2525", Server(Security.NONE, "::1", 2525)),
        ("smtps://a%40b@mail.example.org", Server(Security.TLS, "mail.example.org", 465, "a@b", "geheim")),
        (
            "smtp+starttls://me@mail.example.org:25/",
            Server(Security.STARTTLS, "mail.example.org", 25, "me", "geheim"),
        ),
    ],
)
def test_server(monkeypatch: pytest.MonkeyPatch, value: str, found: Server | None) -> None:
    monkeypatch.setenv("S", value)
    assert server("S", "P") == found


@pytest.mark.usefixtures("password")
@pytest.mark.parametrize(
    "value",
    [
        "localhost",
        "http://localhost",
        "smtp://",
        "smtp://host:port",
        "smtps://me:geheim@host",
        "smtp://me@host",
        "smtps://host/path",
        "smtps://host?x=1",
    ],
    ids=[
        "no-scheme",
        "other-scheme",
        "no-host",
        "port",
        "password-inside",
        "user-in-the-open",
        "path",
        "query",
    ],
)
def test_server_that_is_not_accepted(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("S", value)
    with pytest.raises(InvalidSetting, match=r"^S is not accepted as it is .*smtps://paizhu@mail") as error:
        server("S", "P")
    assert "geheim" not in str(error.value)


def test_password_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S", "smtps://me@host")
    monkeypatch.setenv("P", "/no/such/file")
    with pytest.raises(InvalidSetting, match="P='/no/such/file'"):
        server("S", "P")


def test_password_is_not_in_the_value_as_it_is_shown() -> None:
    assert "geheim" not in repr(Server(Security.TLS, "host", 465, "me", "geheim"))


@pytest.mark.parametrize("value", ["", "nobody", "a@b\r\nBcc: c@d", "A <a@b.cn>", "a@b c"])
def test_sender_that_is_no_address(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("F", value)
    with pytest.raises(InvalidSetting):
        address("F", needed=True)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("https://paizhu.example.org/", "https://paizhu.example.org"),
        ("http://10.0.0.1:8765/p", "http://10.0.0.1:8765/p"),
    ],
)
def test_base_url(monkeypatch: pytest.MonkeyPatch, value: str, found: str) -> None:
    monkeypatch.setenv("B", value)
    assert base_url("B", needed=True) == found


@pytest.mark.parametrize(
    "value", ["", "paizhu.example.org", "ftp://x", "https://", "https://x/?a=b", "https://me@x"]
)
def test_base_url_that_is_none(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("B", value)
    with pytest.raises(InvalidSetting):
        base_url("B", needed=True)


def test_what_mail_needs_is_needed_only_for_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("B", raising=False)
    assert (base_url("B", needed=False), address("B", needed=False)) == ("", "")
