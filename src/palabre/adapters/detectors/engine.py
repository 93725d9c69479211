"""The engine: one text through views, detectors and rules to a verdict; built once for each version of the rules."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace

from palabre.adapters.detectors.compiling import LIKELY, LINKS, PHONES, SIGNS, STRETCHED, SURE, compile_packs
from palabre.adapters.detectors.contexts import is_quoted
from palabre.adapters.detectors.edits import changed
from palabre.adapters.detectors.entries import Hit
from palabre.adapters.detectors.folding import fold
from palabre.adapters.detectors.lexicon import TRIED, Lexicon
from palabre.adapters.detectors.matching import Matcher
from palabre.adapters.detectors.packs import PackFile, shipped_packs
from palabre.adapters.detectors.phones import phones
from palabre.adapters.detectors.shouting import is_capitals, is_repeated
from palabre.adapters.detectors.unveiling import is_stretched_out, unveiled
from palabre.domain.moderation.circumstances import ORDINARY, SHORT, Circumstances
from palabre.domain.moderation.deciding import Rulebook
from palabre.domain.moderation.signal import Finding
from palabre.domain.moderation.span import Span
from palabre.domain.moderation.verdict import Verdict
from palabre.domain.moderation.view import View

# Quoted without saying who is quoted, these are for a person to judge.
SEVERE = frozenset({"slur", "threat", "incitement", "sextortion", "minor_sexual"})
AGES = range(10, 18)
# "Léa 13 ans", "fille14": a bare number may as well count the Léas, or be a département.
AGE_SAID = re.compile(
    r"(?<!\d)(?P<years>\d{1,2})[ ._-]?(?:ans?|yo|y|yrs?)\Z"
    r"|(?:fille|garcon|garçon|gars|ado|girl|boy|teen|kid)[ ._-]?(?P<age>\d{1,2})\Z"
)
# Of one signal in one view: places shown. Together: findings after which a blocked text is left.
KEPT = 3
ENOUGH = 6


def at_once() -> None:
    """No rest between two patterns."""


class Engine:
    """The Screening port over packs. Raises PackFault when a pack cannot be used."""

    def __init__(self, packs: Sequence[PackFile]) -> None:
        self._compiled = compile_packs(packs)
        self.version = self._compiled.rulebook.version
        self.judge(WARM)

    def warm(self, rest: Callable[[], object] = at_once) -> None:
        """Make every pattern now: what is not made yet is when a text first needs it, a millisecond each.

        `rest` is called after each.
        """
        self._compiled.plain[1].warm(rest)
        self._compiled.squeezed[1].warm(rest)

    def under(self, rulebook: Rulebook) -> "Engine":
        """The same detectors under other rules."""
        other = copy(self)
        other._compiled = replace(self._compiled, rulebook=rulebook)
        other.version = rulebook.version
        return other

    def judge(self, text: str, about: Circumstances = ORDINARY) -> Verdict:
        """The verdict on a text, the same for the same text, circumstances and version; no text makes it raise."""
        findings = self._findings(text, about)
        if about.said and len(text) <= SHORT:
            findings = [*findings, *self._joined(text, about)]
        return self._compiled.rulebook.decide(text, findings, about)

    def _findings(self, text: str, about: Circumstances) -> list[Finding]:
        folded = fold(text)
        signs = self._compiled.signs.matching(folded.text)
        for sign, reader in enumerate(self._compiled.shorthand, len(SIGNS)):
            folded = reader.read(folded) if sign in signs or reader.is_drawn(folded.text) else folded
        findings = self._kept(hits_in(*self._compiled.plain, folded))
        if signs:
            if not self._is_decided(findings) and self._is_veiled(folded.text, signs):
                findings += self._kept(self._unveiled(folded))
            findings += self._others(text, signs)
        if is_capitals(text):
            findings.append(Finding("shouting"))
        if about.place == "nickname":
            findings += nickname_findings(text)
        return [*dict.fromkeys(findings)]

    def _is_decided(self, findings: Sequence[Finding]) -> bool:
        """Whether it is blocked whatever else is found."""
        return any(finding.signal in self._compiled.rulebook.decisive for finding in findings)

    def _is_veiled(self, text: str, signs: list[int]) -> bool:
        if not SURE.isdisjoint(signs):
            return True
        if not LIKELY.isdisjoint(signs) and self._compiled.veils.are_in(text):
            return True
        return STRETCHED in signs and is_stretched_out(text, self._compiled.vocabulary)

    def _unveiled(self, folded: View) -> Iterator[Hit]:
        """What is found in the views where obfuscated words are themselves."""
        lexicon, matcher = self._compiled.squeezed
        filled = changed(folded, self._compiled.stars.filled) if "*" in folded.text else folded
        seen = set()
        for view in unveiled(filled):
            if view.text not in seen:
                seen.add(view.text)
                yield from hits_in(lexicon, matcher, view)

    def _kept(self, hits: Iterable[Hit]) -> list[Finding]:
        """What no context takes back, three places of a signal; the strictest come first, and after enough no more do.

        Severe words quoted without a word on who said them are told apart.
        """
        findings: list[Finding] = []
        tried: dict[str, int] = {}
        kept: dict[str, int] = {}
        for hit in hits:
            signal = hit.entry.signal
            tried[signal] = tried.get(signal, 0) + 1
            if tried[signal] > TRIED or kept.get(signal, 0) >= KEPT or self._compiled.contexts.excused(hit):
                continue
            if (finding := self._found(hit)) is not None:
                kept[signal] = kept.get(signal, 0) + 1
                findings.append(finding)
                if len(findings) >= ENOUGH and self._is_decided(findings):
                    break
        return findings

    def _found(self, hit: Hit) -> Finding | None:
        """The finding, None for words that are only quoted."""
        signal = hit.entry.signal
        if is_quoted(hit):
            if signal not in SEVERE or self._compiled.contexts.is_cited(hit):
                return None
            signal = "severe_quoted"
        return Finding(signal, hit.value, hit.view.typed(hit.start, hit.end))

    def _others(self, text: str, signs: list[int]) -> Iterator[Finding]:
        """What is looked for in the text as typed."""
        if LINKS in signs:
            yield from self._compiled.links.findings(text)
        if PHONES in signs:
            yield from (Finding("contact_phone", 1, span) for span in phones(text))
        if is_repeated(text):
            yield Finding("shouting")

    def _joined(self, text: str, about: Circumstances) -> Iterator[Finding]:
        """What the short messages before and this one say only together; of this one the words are shown."""
        for glue in (" ", ""):
            lead = about.lead() + glue
            for finding in self._findings(lead + text, Circumstances()):
                if finding.span is not None and finding.span.start < len(lead) < finding.span.end:
                    yield Finding(finding.signal, finding.value, Span(0, finding.span.end - len(lead)))


def hits_in(lexicon: Lexicon, matcher: Matcher, view: View) -> Iterator[Hit]:
    yield from lexicon.hits(view)
    yield from matcher.hits(view)


def nickname_findings(name: str) -> Iterator[Finding]:
    """A nickname that ends with a number from 10 to 17, or says an age as one does."""
    bare = unicodedata.normalize("NFKC", name)
    digits = bare[len(bare.rstrip("0123456789")) :]
    if digits and int(digits[:9]) in AGES:
        yield Finding("nickname_age", 1, Span(0, len(name)))
    if (said := AGE_SAID.search(bare.casefold())) is not None:
        yield Finding("stated_age", int(said["years"] or said["age"]), Span(0, len(name)))


def shipped_engine() -> Engine:
    """The engine over the packs shipped with Palabre."""
    return Engine(shipped_packs())


# Goes through every part, so that the first guest does not wait for tables to be made.
WARM = "Bonsoir à tous, j’ai 42 ans ; c.0.u.c.o.u ! Ça vaaaa ? 1 2 3 www.example.org, œuf, 👋🏽"
