"""How the staff on call are reached: what is missing is said in one sentence, secrets show nowhere."""

from pathlib import Path

import pytest

from palabre.adapters.sealing import KeyUnusable
from palabre.bootstrap.calling import notifier_of, server_of
from palabre.settings import Settings
from palabre.settings.checks import problem_with
from palabre.settings.moderation import NotifySettings


def mail(user: str = "", password_file: str = "") -> NotifySettings:
    return NotifySettings(
        emails=("mo@example.org",),
        sender="palabre@example.org",
        smtp_host="mail.example.org",
        smtp_user=user,
        smtp_password_file=password_file,
    )


@pytest.mark.parametrize(
    ("notify", "key"),
    [
        (NotifySettings(emails=("mo",)), "notify.emails[0]"),
        (NotifySettings(emails=("mo@example.org",)), "notify.smtp_host"),
        (NotifySettings(emails=("mo@example.org",), smtp_host="mail.example.org"), "notify.sender"),
        (NotifySettings(smtp_user="palabre"), "notify.smtp_password_file"),
    ],
)
def test_what_is_missing_is_said(notify: NotifySettings, key: str) -> None:
    problem = problem_with(Settings(notify=notify))
    assert problem is not None
    assert problem.startswith(f"{key}: expected")


def test_there_is_no_way_unless_one_is_configured() -> None:
    assert notifier_of(Settings()) is None
    assert problem_with(Settings(notify=mail())) is None
    assert notifier_of(Settings(notify=mail())) is not None
    assert notifier_of(Settings(notify=NotifySettings(webhook="https://example.org/hook"))) is not None


def test_the_password_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("open sesame\n")
    notify = mail("palabre", str(tmp_path / "password"))
    server = server_of(notify)
    assert server.password == "open sesame"
    assert "sesame" not in f"{server!r}{notify!r}"
    with pytest.raises(KeyUnusable, match="cannot be read"):
        server_of(mail(password_file=str(tmp_path / "missing")))
