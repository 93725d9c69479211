"""Exhibits: what a case holds as the desk shows it, everybody but its subject under a letter, no reporter named."""

from collections import Counter
from collections.abc import Callable, Sequence

from palabre.domain.moderation.evidence import Piece, witnesses
from palabre.domain.moderation.report import Concern, Report
from palabre.domain.moderation.rule import Rule
from palabre.domain.moderation.span import merged
from palabre.domain.moderation.verdict import Verdict
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk_cases import CaseEvidence, CaseReport, CaseRule
from palabre.services.rules_in_force import RulesInForce

# A reader is asked before a text with one of these is shown.
SEVERE = frozenset({"minor_sexual", "sextortion", "sexual", "threat", "incitement", "self_harm", "slur"})


class Exhibits:
    """Evidence with the parts that rules match on, as the rules are now. `find` gives the rule of an id."""

    def __init__(self, screens: RulesInForce, find: Callable[[str], Rule | None]) -> None:
        self._screens = screens
        self._find = find

    def shown(
        self, pieces: Sequence[Piece], subject: str | None, concerns: Sequence[Concern] = ()
    ) -> tuple[tuple[CaseEvidence, ...], tuple[CaseRule, ...]]:
        """In order, everybody but the subject under a letter; and the rules that matched, each once: those of
        `concerns` too, which rest on more than the text."""
        who, screening = witnesses(pieces, subject), self._screens.screening
        versions = Counter(piece.text.message_id for piece in pieces)
        asked = (self._find(concern.rule) for concern in concerns)
        rules = {rule.id: told(rule) for rule in asked if rule is not None}
        shown = []
        for seq, piece in enumerate(pieces, 1):
            verdict = screening.judge(piece.text.body)
            rules |= rules_of(verdict)
            shown.append(shown_piece(seq, piece, who[piece.text.session_id], versions[piece.text.message_id], verdict))
        return tuple(shown), tuple(rules.values())


def shown_piece(seq: int, piece: Piece, who: str, versions: int, verdict: Verdict) -> CaseEvidence:
    """Only the subject has a name and a tag."""
    text, is_subject = piece.text, who == "subject"
    return CaseEvidence(
        seq=seq,
        who=who,
        body=text.body,
        version=text.version,
        versions=versions,
        at=rfc3339(text.at_ms),
        removed=text.removed not in (None, "withheld"),
        unshown=text.removed == "withheld",
        reported=piece.reported,
        spans=merged(span for fired in verdict.fired for span in fired.spans),
        rules=tuple(fired.rule.id for fired in verdict.fired),
        message_id=text.message_id if is_subject else None,
        nickname=text.nickname or None if is_subject else None,
        tag=text.tag if is_subject else None,
        veiled=any(found.signal in SEVERE for found in verdict.findings),
        altered=piece.altered,
    )


def rules_of(verdict: Verdict) -> dict[str, CaseRule]:
    return {fired.rule.id: told(fired.rule) for fired in verdict.fired}


def told(rule: Rule) -> CaseRule:
    return CaseRule(id=rule.id, policy=rule.policy, explanation=dict(rule.explanation))


def reports_told(reports: Sequence[Report]) -> tuple[CaseReport, ...]:
    """Without who made them. Of those that weigh as one, the first has the weight."""
    counted: set[str] = set()
    told = []
    for report in reports:
        weight = 0 if report.source in counted else 1
        counted.add(report.source)
        told.append(
            CaseReport(
                category=report.category,
                at=rfc3339(report.at_ms),
                weight=weight,
                text=report.text,
                rule=report.rule or None,
            )
        )
    return tuple(told)
