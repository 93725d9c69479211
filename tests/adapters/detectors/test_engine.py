"""The engine: what is shown of what it found, what it remembers of the author, and that no text stops it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.adapters.detectors import Engine, shipped_packs
from palabre.adapters.detectors.folding import fold
from palabre.adapters.detectors.linear import encoded
from palabre.domain.moderation.circumstances import Circumstances
from palabre.domain.moderation.verdict import Verdict
from tests.adapters.detectors.cases import cases

TEXTS = [case.text for case in (*cases("fr"), *cases("en"))]


def signals(verdict: Verdict) -> set[str]:
    return {finding.signal for finding in verdict.findings}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Alors, VA TE SUICIDER !", "VA TE SUICIDER"),
        ("và té süicider", "và té süicider"),
        ("va te sui\u200bcider", "va te sui\u200bcider"),
        ("tu sais quoi, va te su1c1der", "va te su1c1der"),
        ("hé s a l e p é d é", "s a l e p é d é"),
        ("un sale bougnouuuuule là", "sale bougnouuuuule"),
    ],
)
def test_the_words_shown_are_those_typed(engine: Engine, text: str, words: str) -> None:
    verdict = engine.judge(text)
    assert (verdict.outcome, verdict.rule) == ("block", "rule-1")
    assert words in verdict.words


@given(st.text(st.characters(exclude_categories=[]), max_size=300) | st.sampled_from(TEXTS))
@settings(max_examples=150, deadline=None)
def test_no_text_stops_it_and_the_same_text_has_the_same_verdict(engine: Engine, text: str) -> None:
    about = Circumstances(trust="new")
    verdict = engine.judge(text, about)
    assert verdict == engine.judge(text, about)
    assert all(word in text for word in verdict.words)


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_every_pattern_that_matches_a_text_is_tried_on_it(engine: Engine, text: str) -> None:
    matcher = engine._compiled.plain[1]
    found = encoded(fold(text).text)
    tried = {*matcher._triggers.woken(found), *matcher._asked(found, len(found))}
    left_out = [sought for place, sought in enumerate(matcher._sought) if place not in tried]
    assert [sought.pattern.source for sought in left_out if sought.pattern.said(found)] == []


@pytest.mark.parametrize(
    "text",
    [
        "\u200d" * 100_000,
        "a" + "\u0301" * 50_000,
        "\u202e" * 2_000 + "bonsoir",
        "\ud800" * 2_000,
        "".join(map(chr, range(0x100, 0x100 + 2_000))),
        "c*n " * 500,
        "a.b." * 500,
        "je vais te tuer " * 125,
        "((((" * 500,
    ],
)
def test_hostile_texts_are_judged_like_others(engine: Engine, text: str) -> None:
    assert engine.judge(text).version == engine.version


def test_a_word_cut_over_several_messages_is_seen_in_the_last(engine: Engine) -> None:
    said = ("va te", "sui")
    verdict = engine.judge("cider !", Circumstances(said=said))
    assert (verdict.outcome, verdict.words) == ("block", ("cider",))
    assert engine.judge("cider !").outcome == "allow"
    assert engine.judge("bonsoir", Circumstances(said=said)).outcome == "allow"


def test_distress_brings_help_and_nothing_else(engine: Engine) -> None:
    verdict = engine.judge("je veux mourir")
    assert (verdict.outcome, {*verdict.effects()}) == ("allow", {"care"})
    assert "3114" in verdict.explanation("fr")


def test_a_stated_age_protects_and_is_not_published(engine: Engine) -> None:
    verdict = engine.judge("J’ai 14 ans")
    assert (verdict.outcome, verdict.words, {*verdict.effects()}) == ("block", ("J’ai 14 ans",), {"protect"})
    assert engine.judge("Ma fille a 14 ans").outcome == "allow"


@pytest.mark.parametrize(
    "text",
    [
        "Appelez-moi au 06 39 98 12 34",
        "06 39 98 12 34, appelez-moi",
        "Mon numéro, si vous en avez : 06 39 98 12 34",
        "Il faut m’appeler au 06 39 98 12 34",
        "Appelez le 06 39 98 12 34",
    ],
)
def test_the_author_s_own_number_is_a_contact_detail_and_marked_alone(engine: Engine, text: str) -> None:
    verdict = engine.judge(text)
    assert signals(verdict) == {"contact_phone"}
    assert (verdict.outcome, verdict.words) == ("hold", ("06 39 98 12 34",))


def test_severe_words_in_quotation_marks_need_somebody_quoted(engine: Engine) -> None:
    assert engine.judge("« sale arabe »").outcome == "hold"
    assert engine.judge("Il m’a dit « sale arabe »").outcome == "allow"
    assert engine.judge("« sale arabe » : un homme condamné").outcome == "allow"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("voyez https://example.org/a", {"link"}),
        ("voyez wikipedia.org", set()),
        ("bit.ly/abc", {"link", "link_shortener"}),
        ("раураl.com", {"link", "link_lookalike"}),
        ("palabre.example/invitation#AbCdEfGhIjKlMnOpQrStUv", {"invitation"}),
        ("une invitation#libre, /invitation à tous", set()),
        ("readme.md et fin.Merci", set()),
        ("06 39 98 11 22", {"contact_phone"}),
        ("+44 7700 900123", {"contact_phone"}),
        ("06 39 98 11 22 06 39 98 11 33", {"contact_phone"}),
        ("+4477009001234567", set()),
        ("+44 7700 9001 2345 6789", set()),
        ("0639981122063998", set()),
        ("ping 193.99.144.80 le 2024-11-22 à 10:15", set()),
        ("julie.durand@example.org", {"contact_email"}),
        ("contact@example.org", set()),
    ],
)
def test_links_and_contacts_are_told_apart_from_what_looks_like_them(
    engine: Engine, text: str, wanted: set[str]
) -> None:
    found = {name for name in signals(engine.judge(text)) if name.startswith(("link", "contact", "invitation"))}
    assert found == wanted


def test_a_nickname_that_seems_to_say_an_age_is_only_counted(engine: Engine) -> None:
    verdict = engine.judge("Lola14", Circumstances(place="nickname"))
    assert (verdict.outcome, [fired.rule.id for fired in verdict.shadow]) == ("allow", ["nickname-age"])


def test_the_version_changes_with_the_rules(engine: Engine) -> None:
    fewer = [file for file in shipped_packs() if file.name != "rules.toml"]
    assert Engine(fewer).version != engine.version
