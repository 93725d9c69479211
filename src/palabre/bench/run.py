"""The runs: a crowd that writes for a while, the same for long, crowds that grow until something gives, logs."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from palabre.bench.crowd import NO_VERDICT
from palabre.bench.guest import Part
from palabre.bench.outcome import BUSY_CORES, Attendance, Outcome, judged, outcome_of
from palabre.bench.plan import Plan, doubled, open_files, slugs
from palabre.bench.progress import Progress
from palabre.bench.scene import Scene, checked, scene, written
from palabre.bench.script import Log, script_of
from palabre.bench.sizing import Sizing, Step, sizing_of
from palabre.bench.slope import slope_of
from palabre.bench.tally import by_code
from palabre.bench.watch import Watch

IDLE_S = 2.0
FILL_RATE = 1_000.0
SOAK_WINDOWS, SHORTEST_S, LONGEST_S = 120, 0.2, 5.0
# A plot of a replay shows about so many points.
WINDOWS = 200


async def write(plan: Plan, folder: Path, progress: Progress) -> Outcome:
    """Guests come, write and are checked. Raises BenchFailed."""
    async with scene(folder, plan.setting(slugs(plan.rooms)), processes=plan.processes, seed=plan.seed) as here:
        coming = Watch(here.server, here.crowd)
        async with coming, progress.showing("guests come", here.crowd, plan.ramp_s):
            not_in = await here.crowd.enter(plan.parties(), over_s=plan.ramp_s)
        idle = Watch(here.server, here.crowd)
        async with idle:
            await asyncio.sleep(IDLE_S)
        writing = await written(here, plan, progress)
        verdict = await checked(here, progress)
        windows = [*coming.windows, *idle.windows, *writing.windows]
        outcome = outcome_of("crowd", attendance(plan, not_in), writing, verdict, windows, here.started_s)
    return replace(outcome, sizing=sized(plan, [step_of(outcome)], idle.use.cores))


async def soak(plan: Plan, folder: Path, progress: Progress) -> Outcome:
    """The same for long, memory judged. Raises BenchFailed."""
    async with scene(folder, plan.setting(slugs(plan.rooms)), processes=plan.processes, seed=plan.seed) as here:
        async with progress.showing("guests come", here.crowd, plan.ramp_s):
            not_in = await here.crowd.enter(plan.parties(), over_s=plan.ramp_s)
        if plan.fill:
            async with progress.showing("caches fill", here.crowd, plan.fill / FILL_RATE):
                await here.crowd.write(rate=FILL_RATE, seconds=plan.fill / FILL_RATE, share=plan.writers)
                await here.crowd.rest()
        every_s = min(LONGEST_S, max(SHORTEST_S, plan.seconds / SOAK_WINDOWS))
        writing = await written(here, plan, progress, every_s=every_s)
        verdict = await checked(here, progress)
        outcome = outcome_of("soak", attendance(plan, not_in), writing, verdict, writing.windows, here.started_s)
    return replace(outcome, memory=slope_of(writing.samples))


async def size(plan: Plan, folder: Path, progress: Progress) -> Outcome:
    """Crowds that double, in rooms as large and as lively, until something gives. Raises BenchFailed."""
    plans = list(doubled(plan))
    async with scene(folder, plan.setting(slugs(plans[-1].rooms)), processes=plan.processes, seed=plan.seed) as here:
        idle = Watch(here.server, here.crowd)
        async with idle:
            await asyncio.sleep(IDLE_S)
        outcomes: list[Outcome] = []
        for bigger in plans:
            outcomes.append(await grown(here, bigger, progress))
            step = step_of(outcomes[-1])
            progress.say(f"{bigger.guests:,} guests: {step.cores:.2f} of a core, p99 {step.p99:.1f} ms")
            if not step.holds or outcomes[-1].client_cores > BUSY_CORES:
                break
        verdict = await checked(here, progress)
    windows = [window for outcome in outcomes for window in outcome.windows]
    not_in = by_code(outcome.not_in for outcome in outcomes)
    outcome = judged(replace(outcomes[-1], windows=windows, not_in=not_in), verdict)
    return replace(outcome, sizing=sized(plan, [step_of(each) for each in outcomes], idle.use.cores))


async def grown(here: Scene, plan: Plan, progress: Progress) -> Outcome:
    """Let come who is not there yet, and write."""
    there = {part.room for part in here.crowd.parts}
    async with progress.showing(f"{plan.guests:,} guests come", here.crowd, plan.ramp_s):
        not_in = await here.crowd.enter(
            [party for party in plan.parties() if party.room not in there], over_s=plan.ramp_s
        )
    writing = await written(here, plan, progress)
    return outcome_of("sizing", attendance(plan, not_in), writing, NO_VERDICT, writing.windows, here.started_s)


async def replay(plan: Plan, logs: Sequence[Log], speed: float, folder: Path, progress: Progress) -> Outcome:
    """Logs of real talk, a room each, `speed` times as fast as they were. Raises BenchFailed."""
    script = script_of(logs, speed)
    async with scene(folder, plan.setting(script.rooms), processes=plan.processes, seed=plan.seed) as here:
        async with progress.showing("guests come", here.crowd, plan.ramp_s):
            not_in = await here.crowd.play(arriving(script.present, plan.ramp_s), [])
        played = Watch(here.server, here.crowd, every_s=max(1.0, script.seconds / WINDOWS))
        async with played, progress.showing("logs play", here.crowd, script.seconds):
            not_in |= await here.crowd.play(script.late, script.lines)
            await here.crowd.rest()
        there = Attendance(
            guests=len(script.present) + len(script.late),
            spectators=0,
            rooms=len(script.rooms),
            processes=plan.processes,
            not_in=not_in,
        )
        outcome = outcome_of("replay", there, played, await checked(here, progress), played.windows, here.started_s)
    return replace(outcome, notes=script.notes)


def arriving(parts: Sequence[Part], over_s: float) -> list[Part]:
    """Those who are there from the beginning come over a while all the same."""
    return [replace(part, at_s=over_s * place / len(parts)) for place, part in enumerate(parts)]


def step_of(outcome: Outcome) -> Step:
    """A crowd that was measured, as the sizing reads it."""
    is_disturbed = outcome.client_was_the_limit or outcome.others_were_busy
    return Step(outcome.connections, outcome.server.cores, outcome.to_deliver.p99, is_disturbed)


def sized(plan: Plan, steps: Sequence[Step], idle_cores: float) -> Sizing:
    return sizing_of(
        steps,
        idle_cores=idle_cores,
        room=plan.room,
        messages_per_s=plan.rate / plan.rooms,
        open_files=open_files(),
    )


def attendance(plan: Plan, not_in: dict[str, int]) -> Attendance:
    spectators = sum(party.spectators for party in plan.parties())
    return Attendance(
        guests=plan.guests - spectators,
        spectators=spectators,
        rooms=plan.rooms,
        processes=plan.processes,
        not_in=not_in,
    )
