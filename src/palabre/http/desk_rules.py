"""Routes of `/api/desk/rules`: reading, writing, rehearsing and approving rules."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import JSONBody, PathParameter

from palabre.domain.moderation.ledger import RuleEntry
from palabre.domain.moderation.revision import NEXT, Revision, RuleText
from palabre.http.documented import staff_needed, told
from palabre.http.sessions import json_only
from palabre.http.staff import staff_of, team_of
from palabre.http.visit import AnyRequest
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk import (
    Backtested,
    BacktestRequest,
    DeskRule,
    DeskRules,
    RuleChange,
    RuleChecked,
    RuleDraft,
    RuleHits,
    RuleKept,
    RuleProblem,
    StatusRequest,
)
from palabre.services.rules_in_force import Hits
from palabre.services.staffing import require

# 500 patterns of 200 characters, each of four bytes.
MAX_RULE_BYTES = 512 * 1024
RuleIdentifier = Annotated[str, PathParameter(max_length=60, description="The rule's id.")]


@get(
    "/api/desk/rules",
    summary="Every rule",
    operation_id="listRules",
    security=staff_needed(),
    responses=told(401, 403, 503),
)
async def list_rules(request: AnyRequest) -> DeskRules:
    """The instance's own first, then those shipped with Palabre."""
    team = team_of(request)
    require(await staff_of(request), "see")
    rules = tuple(rule_told(entry, team.ruling.hits(entry.version)) for entry in team.ruling.entries())
    return DeskRules(team.ruling.version, team.ruling.problem, rules)


@post(
    "/api/desk/rules",
    guards=[json_only],
    request_max_body_size=MAX_RULE_BYTES,
    summary="Write a rule, or a new version of one",
    operation_id="writeRule",
    security=staff_needed(),
    responses=told(400, 401, 403, 409, 413, 415, 422, 503),
)
async def write_rule(request: AnyRequest, data: JSONBody[RuleDraft]) -> RuleKept:
    """Kept as a draft: it does nothing yet."""
    version = await team_of(request).ruling.write(await staff_of(request), data.id, text_of(data))
    return RuleKept(id=data.id, version=version)


@post(
    "/api/desk/rules/{rule_id:str}/status",
    guards=[json_only],
    status_code=204,
    summary="Put a rule into another status",
    operation_id="setRuleStatus",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 422, 503),
)
async def set_status(request: AnyRequest, rule_id: RuleIdentifier, data: JSONBody[StatusRequest]) -> Response[None]:
    """From draft to shadow to live to retired; live is for another person than its author."""
    member, team = await staff_of(request), team_of(request)
    if data.status == "live":
        await team.people.confirming.require(member)
    await team.ruling.set_status(member, rule_id, data.status, data.version)
    return Response(None, status_code=204)


@post(
    "/api/desk/rules/check",
    guards=[json_only],
    request_max_body_size=MAX_RULE_BYTES,
    status_code=200,
    summary="Say whether a rule can be used",
    operation_id="checkRule",
    security=staff_needed(),
    responses=told(400, 401, 403, 413, 415, 503),
)
async def check_rule(request: AnyRequest, data: JSONBody[RuleDraft]) -> RuleChecked:
    """Nothing is kept."""
    faults = await team_of(request).ruling.check(await staff_of(request), data.id, text_of(data))
    problems = (
        RuleProblem(field=fault.field, words=fault.sentence, line=fault.line, column=fault.column) for fault in faults
    )
    return RuleChecked(tuple(problems))


@post(
    "/api/desk/rules/backtest",
    guards=[json_only],
    request_max_body_size=MAX_RULE_BYTES,
    status_code=200,
    summary="Say what a rule would have done with the kept messages",
    operation_id="backtestRule",
    security=staff_needed(),
    responses=told(400, 401, 403, 413, 415, 422, 503),
)
async def backtest_rule(request: AnyRequest, data: JSONBody[BacktestRequest]) -> Backtested:
    """A part at a time: ask on with the `next` of the answer."""
    team = team_of(request)
    return await team.rehearsing.backtest(await staff_of(request), data.rule.id, text_of(data.rule), data.after)


def text_of(draft: RuleDraft) -> RuleText:
    return RuleText(
        when=draft.when,
        verdict=draft.verdict,
        policy=draft.policy,
        explanation=dict(draft.explanation),
        effects=draft.effects,
        ground=draft.ground,
        patterns=draft.patterns,
    )


def rule_told(entry: RuleEntry, hits: Hits) -> DeskRule:
    """A rule as the desk shows it."""
    rule = entry.rule
    return DeskRule(
        id=rule.id,
        version=entry.version,
        status=rule.status,
        when=rule.when,
        verdict=rule.verdict,
        effects=rule.effects,
        policy=rule.policy,
        ground=rule.ground,
        explanation=dict(rule.explanation),
        patterns=entry.patterns,
        author=rule.author,
        approver=rule.approver,
        shipped=entry.shipped,
        hits=RuleHits(*hits),
        braked=entry.stands is not None and entry.stands.braked,
        next=tuple(sorted(NEXT[rule.status])),
        history=tuple(map(change_told, entry.history)),
    )


def change_told(revision: Revision) -> RuleChange:
    return RuleChange(
        version=revision.version,
        status=revision.status,
        by=revision.by,
        at=rfc3339(revision.at_ms),
        braked=revision.braked,
    )


ROUTES = (list_rules, write_rule, set_status, check_rule, backtest_rule)
