"""The words of the pages, one file a language: adding a language is adding a file and its `Locale`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import get_args

import msgspec
from msgspec import Struct

from palabre.domain.age import Method
from palabre.domain.hold import HoldKind
from palabre.domain.moderation.report import Category
from palabre.domain.moderation.sanction import Measure
from palabre.domain.moderation.verdict import Outcome
from palabre.domain.reaction import ReactionKind
from palabre.domain.room import Readers
from palabre.domain.session import Locale
from palabre.ports.presentations import PresentationFault


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the sections: a language that lacks a text, or has one too many, is refused at start."""


class PageWords(Shape, frozen=True):
    """What every page carries."""

    rules: str
    privacy: str
    legal: str
    notice: str
    receipt: str
    other_language: str
    other_locale: Locale
    kept_by: str
    demo_badge: str
    unloaded: str
    try_again: str
    days: str
    back: str


class NoticeWords(Shape, frozen=True):
    """A title and a sentence or two."""

    title: str
    text: str


class NamesWords(Shape, frozen=True):
    """What suggested nicknames are made of; `form` puts a `first` and a `second` word together."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    form: str


class LobbyWords(Shape, frozen=True):
    """The lobby. `here` counts people, `reading` spectators."""

    title: str
    headline: str
    lead: str
    here_none: str
    here_one: str
    here_many: str
    in_language: dict[Locale, str]
    adults_mark: str
    adults: str
    empty: str
    open_rooms: str
    without_script: NoticeWords


class RoomWords(Shape, frozen=True):
    """A room before the client takes over."""

    rules: str
    pinned: str
    language: str
    reading: str
    readers: dict[Readers, str]
    messages: str
    kept: str
    pace: str
    slow: str
    closed: str
    closed_lead: str
    adults: str
    adults_lead: str
    without_script: NoticeWords


class DeskWords(Shape, frozen=True):
    """The team's page before its client takes over."""

    title: str
    lead: str
    without_script: NoticeWords


class OfflineWords(Shape, frozen=True):
    """What is shown when the place does not answer."""

    title: str
    text: str
    retry: str


class RuleWords(Shape, frozen=True):
    """One rule; its number is its place, its anchor `rule-N`."""

    title: str
    text: str


class SectionWords(Shape, frozen=True):
    """A heading and its paragraphs; `anchor` where something leads to it."""

    title: str
    paragraphs: list[str]
    anchor: str | None = None


class RulesWords(Shape, frozen=True):
    """The rules page. `in_force` and `was` tell the `{day}` of a version, `current` leads to the one in force."""

    title: str
    lead: str
    number: str
    in_force: str
    was: str
    current: str
    versions: str
    versions_text: str
    digest: str
    as_data: str
    rules: list[RuleWords]
    sections: list[SectionWords]


class KeptWords(Shape, frozen=True):
    """One kind of data: what it is, how long it stays, where, who sees it, why, on which basis."""

    title: str
    what: str
    long: str
    where: str
    who: str
    why: str
    basis: str


class KeptLabels(Shape, frozen=True):
    """What stands before each answer about a kind of data."""

    long: str
    where: str
    who: str
    why: str
    basis: str


class PrivacyWords(Shape, frozen=True):
    """The privacy page; `kept` has the kinds of the retention table."""

    title: str
    lead: str
    demo: str
    labels: KeptLabels
    controller: str
    controller_text: str
    kept_title: str
    kept: dict[str, KeptWords]
    sections: list[SectionWords]
    complaint_title: str
    complaint: str
    complaint_link: str


class LegalWords(Shape, frozen=True):
    """The legal page."""

    title: str
    lead: str
    demo: str
    publisher: str
    host: str
    contact: str
    name: str
    address: str
    email: str
    phone: str
    director: str
    guests: str
    authorities: str
    languages: str
    named_languages: dict[str, str]
    not_given: str
    registration: str
    country: str
    representative: str
    data_protection: str
    security: str
    sections: list[SectionWords]
    disputes: str
    disputes_text: str
    disputes_link: str
    mediator: str
    mediator_text: str
    regulator: str
    regulator_text: str
    software: str
    software_text: str
    changed_software: str
    source: str
    as_data: str


class MomentWords(Shape, frozen=True):
    """A day and an hour."""

    form: str
    months: tuple[str, ...]


class CourseWords(Shape, frozen=True):
    """What happened so far to a decision or a report, step by step."""

    title: str
    received: str
    decided: str
    end: str
    contest: str
    contest_until: str
    lifted: str
    at: str
    not_yet: str


class ReceiptWords(Shape, frozen=True):
    """What a receipt opens, and where a code is typed."""

    type_title: str
    type_lead: str
    type_hint: str
    type_send: str
    report_title: str
    report_lead: str
    period_same_day: str
    period_until: str
    period_at: str
    everywhere: str
    why: str
    quoted: str
    veiled: str
    facts: str
    reason: str
    ground: str
    effect: str
    decided_by: str
    person: str
    automated: str
    detected: str
    by_hand: str
    rule: str
    by_rule: str
    outcome: str
    outcome_of: str
    reporter_hidden: str
    lifted_title: str
    lifted: str
    contest: str
    contest_lead: str
    contest_rule_lead: str
    contest_label: str
    contest_hint: str
    contest_send: str
    appeal_made: str
    appeal_text: str
    appeal_at: str
    appeal_answer: str
    appeal_waits: str
    aside: str
    code: str
    code_keep: str
    redress: str
    redress_text: str
    course: CourseWords
    measures: dict[Measure, str]
    effects: dict[Measure, str]
    outcomes: dict[str, str]
    answers: dict[str, str]
    problems: dict[str, str]


class ReportWords(Shape, frozen=True):
    """The page to report without a session; `problems` by code, `incomplete` for every other."""

    title: str
    lead: str
    urgent: str
    urgent_text: str
    what: str
    category: str
    explanation: str
    explanation_hint: str
    where: str
    where_lead: str
    place: str
    link: str
    link_hint: str
    room: str
    who: str
    when: str
    when_hint: str
    you: str
    you_lead: str
    name: str
    email: str
    email_hint: str
    good_faith: str
    send: str
    made_title: str
    made_lead: str
    code: str
    code_keep: str
    code_open: str
    lines: str
    aside: str
    next: str
    next_text: str
    data: str
    data_text: str
    categories: dict[Category, str]
    problems: dict[str, str]


class AgeWords(Shape, frozen=True):
    """Proving one's age: the page before its script, the other device's first and last page, the demo's wallet.

    `reasons` are the codes of a refusal that are not a presentation's.
    """

    title: str
    lead: str
    without_script: NoticeWords
    done_title: str
    done_lead: str
    code_title: str
    code_warning: str
    done_next: str
    over_title: str
    refused_title: str
    refused_next: str
    refused: str
    asked_title: str
    asked_lead: str
    asked_warning: str
    asked_open: str
    asked_open_demo: str
    asked_next: str
    asked_next_demo: str
    wallet_title: str
    wallet_lead: str
    wallet_asks: str
    wallet_who: str
    wallet_what: str
    wallet_element: str
    wallet_not: str
    wallet_never: str
    wallet_choose: str
    wallet_gives: dict[str, str]
    wallet_give: str
    wallet_address: str
    wallet_address_hint: str
    wallet_read: str
    wallet_unknown: str
    reasons: dict[str, str]


class MeWords(Shape, frozen=True):
    """The page of one’s own data, and what is told once they are erased."""

    title: str
    lead: str
    none_lead: str
    none_why: str
    none_why_text: str
    none_receipt: str
    none_receipt_text: str
    none_open: str
    none_write: str
    none_write_text: str
    session: str
    name: str
    language: str
    opened: str
    seen: str
    ends: str
    continues: str
    names: str
    held_until: str
    messages: str
    messages_none: str
    messages_kept: str
    hidden_mark: str
    room_gone: str
    waiting: str
    stopped: str
    stopped_lead: str
    reactions: str
    reaction_at: str
    hidden: str
    hidden_at: str
    apart: str
    member: str
    owner: str
    left: str
    removed_for: str
    request_made: str
    request_received: str
    no_requests: str
    age: str
    minor: str
    closed: str
    settled: str
    proof: str
    proof_text: str
    decisions: str
    open_decision: str
    reports: str
    report_at: str
    holds: str
    holds_lead: str
    holds_lead_none: str
    basis: str
    until: str
    until_unknown: str
    elsewhere: str
    untold: str
    export: str
    export_text: str
    export_do: str
    erase: str
    erase_text: str
    erase_check: str
    erase_unchecked: str
    erase_do: str
    erased_title: str
    erased_lead: str
    kept_title: str
    kept_lead: str
    kept: str
    kept_nothing: str
    code: str
    code_keep: str
    codes: str
    rights: str
    rights_text: str
    complaint: str
    rights_link: str
    privacy_text: str
    languages: dict[Locale, str]
    outcomes: dict[Outcome, str]
    reaction_kinds: dict[ReactionKind, str]
    methods: dict[Method, str]
    hold_kinds: dict[HoldKind, str]


class Words(Shape, frozen=True):
    """All the words of one language."""

    page: PageWords
    names: NamesWords
    lobby: LobbyWords
    room: RoomWords
    desk: DeskWords
    rules: RulesWords
    privacy: PrivacyWords
    legal: LegalWords
    moment: MomentWords
    receipt: ReceiptWords
    notice: ReportWords
    age: AgeWords
    me: MeWords
    offline: OfflineWords
    presentation: dict[PresentationFault, str]
    problems: dict[str, NoticeWords]


@cache
def load_words() -> dict[Locale, Words]:
    """Read every language; raises msgspec.ValidationError for a text missing or too many."""
    return {locale: read_words(locale) for locale in get_args(Locale)}


def read_words(locale: Locale) -> Words:
    text = (Path(__file__).parent / f"{locale}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Words)
