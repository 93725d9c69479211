"""Requests made from the OpenAPI description, right and wrong: every answer is one it describes."""

import re
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from typing import Any

import hypothesis
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from palabre.http.description import FILE
from palabre.http.staff import STAFF_COOKIE
from tests.faults.ledger import Ledger
from tests.faults.quiet import BODY_MARK, assert_log_is_quiet
from tests.sockets.hurried_server import hurried_server
from tests.tools.live_client import COOKIE, LiveGuest
from tests.tools.server import PalabreServer

SHORT, LONG = 6, 250
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
DESCRIPTION = schemathesis.openapi.from_path(FILE)
Asked = Case[Any]
Operation = APIOperation[Any, Any, Any, Any]
# Made up, a room's slug is nowhere and a nickname nobody's: some requests are about what there is.
SOMEWHERE = {"slug": "agora"}
SOMEBODY = {"nickname": "Ana", "locale": "fr"}


class Caller:
    """Someone who calls the API; a guest among them opens another session when they have left.

    `link` is a way in for the staff: who has one never signs out.
    """

    def __init__(self, url: str, *, is_guest: bool = False, link: str = "") -> None:
        self._url = url
        self._is_guest = is_guest
        self._session = requests.Session()
        self._session.trust_env = False
        self._token = ""
        self._staff_token = self._sign_in(link) if link else ""
        self.seen: Counter[int] = Counter()

    def call(self, case: Asked) -> Response:
        """The answer to a request, as the description says it must be; raises schemathesis' failures."""
        self._session.cookies.clear()
        cookies = {COOKIE: self._token or self._open()} if self._is_guest else {}
        if self._staff_token and case.method != "DELETE":
            cookies[STAFF_COOKIE] = self._staff_token
        answer = case.call(base_url=self._url, session=self._session, cookies=cookies)
        self.seen[answer.status_code] += 1
        if case.method == "DELETE" and answer.status_code == 204:
            self._token = ""
        case.validate_response(answer, checks=CHECKS)
        return answer

    def close(self) -> None:
        self._session.close()

    def _sign_in(self, link: str) -> str:
        answer = self._session.post(f"{self._url}/api/sign-in/link", json={"token": link})
        return answer.cookies.get(STAFF_COOKIE) or ""

    def _open(self) -> str:
        answer = self._session.post(f"{self._url}/api/sessions", json={"nickname": "Ana", "locale": "fr"})
        self._token = answer.cookies.get(COOKIE) or ""
        self._session.cookies.clear()
        return self._token


@pytest.fixture(scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A server without allowances, where something was said."""
    async with (
        hurried_server(tmp_path_factory.mktemp("served"), {}) as server,
        await LiveGuest.arrive(server.url, "Bilal") as bilal,
    ):
        await bilal.enter("agora")
        for number in range(60):
            await bilal.post("agora", f"{BODY_MARK} {number}")
        yield server
        assert_log_is_quiet(server, [bilal], ["Bilal"])
        assert " ERROR " not in server.stderr


@pytest.fixture(scope="module")
def chance(is_long: bool) -> int:
    """The seed of the requests: always the same in the suite, printed where it is not."""
    seed = secrets.randbelow(2**32) if is_long else 0
    print(f"the requests of this run: seed {seed}")
    return seed


def caller_of(served: PalabreServer, who: str) -> Caller:
    """A stranger, a guest, or a moderator of the demo, by an address it printed."""
    if who == "a moderator":
        return Caller(served.url, link=re.findall(r"/desk#(\S+)", served.stdout)[0])
    return Caller(served.url, is_guest=who == "a guest")


@pytest.mark.parametrize("who", ["a stranger", "a guest", "a moderator"])
def test_every_answer_is_one_the_description_tells(
    served: PalabreServer, ledger: Ledger, chance: int, who: str, *, is_long: bool
) -> None:
    with (
        ledger.fault(f"requests right and wrong by {who}, from the OpenAPI description") as entry,
        closing(caller_of(served, who)) as caller,
    ):
        for operation in operations():
            ask(caller, requests_of(operation), LONG if is_long else SHORT, chance)
        entry.times = sum(caller.seen.values())
        entry.seen = {str(status): times for status, times in sorted(caller.seen.items())}


def operations() -> Iterator[Operation]:
    """Every operation of the description."""
    for found in DESCRIPTION.get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


def requests_of(operation: Operation) -> st.SearchStrategy[Asked]:
    """Requests as described, and as not; half of them about the room where something was said."""
    strategies: list[st.SearchStrategy[Asked]] = []
    for mode in GenerationMode:
        strategies.append(operation.as_strategy(mode))
        if "{slug}" in operation.path:
            strategies.append(operation.as_strategy(mode, path_parameters=SOMEWHERE))
        if operation.path == "/api/sessions":
            strategies.append(operation.as_strategy(mode, body=SOMEBODY))
    return st.one_of(strategies)


def ask(caller: Caller, cases: st.SearchStrategy[Asked], times: int, seed: int) -> None:
    """Make so many requests; the one that shows a defect is made as small as it can be."""

    @hypothesis.seed(seed)
    @settings(
        max_examples=times,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def make(case: Asked) -> None:
        caller.call(case)

    make()
