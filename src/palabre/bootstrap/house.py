"""A house: one instance, composed on a store that is open already."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from palabre.adapters.presence import MemoryPresence
from palabre.bootstrap.age import Adulthood, adulthood_of, age_of
from palabre.bootstrap.bureau import Scene, bureau_of
from palabre.bootstrap.court import Bench, Standing, court_of, following_up_of, standing_of
from palabre.bootstrap.ground import Ground, Job
from palabre.bootstrap.guard import guard_of
from palabre.bootstrap.orders import Around, orders_of
from palabre.bootstrap.oversight import oversight_of, team_of
from palabre.bootstrap.people import people_of
from palabre.bootstrap.permitted import edge_of, rates_of
from palabre.bootstrap.private import Indoors, private_of
from palabre.bootstrap.private_rooms import private_rooms_of
from palabre.bootstrap.rights import own_data_of
from palabre.bootstrap.stores import head_signer_of, transcript_key_of
from palabre.bootstrap.vault import recording_of, vault_job
from palabre.domain.staff import NEEDED_MODERATORS
from palabre.gateway.dispatch import Dispatch, UseCases
from palabre.gateway.hub import Hub
from palabre.gateway.live import TURN_PARTS, LiveEdge
from palabre.gateway.relay import Relay
from palabre.gateway.shelf import Shelf
from palabre.gateway.socket import Welcome
from palabre.http.parts import Guests, HttpParts
from palabre.http.parts import Rooms as HttpRooms
from palabre.http.rules_text import rules_document
from palabre.jobs.collecting import CollectingJob
from palabre.jobs.cover import CoverJob
from palabre.jobs.day import DayJob, Retelling
from palabre.jobs.held import HeldJob
from palabre.jobs.loop import every
from palabre.jobs.passing import PassingJob
from palabre.jobs.presence import PresenceJob
from palabre.jobs.private_rooms import PrivateRoomsJob
from palabre.jobs.retention import RetentionJob, SessionsJob
from palabre.jobs.staff import StaffJob
from palabre.ports.age_proofs import PROOFS_CHANGED
from palabre.ports.bus import Bus, Listener, PassingListener
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.day_keys import DayKeys
from palabre.ports.members import MEMBERS_CHANGED
from palabre.ports.sanctions import SANCTIONS_CHANGED
from palabre.ports.store import Store, StoreUnavailable
from palabre.services.addressing import Addressing
from palabre.services.allowances import Allowances
from palabre.services.amending import Amending
from palabre.services.announcing import Announcing
from palabre.services.auditing import Auditing
from palabre.services.conversing import ConversationsAtHand
from palabre.services.covering import CoverTold
from palabre.services.deciding import DecisionBook, Noted, Timed
from palabre.services.desk import Rounds
from palabre.services.directory import RoomDirectory
from palabre.services.entering import Entering, Past
from palabre.services.entitling import Entitling
from palabre.services.health import Health
from palabre.services.hiding import Hidden, HidesAtHand, Hiding
from palabre.services.holding import Holding
from palabre.services.hosting import Roll
from palabre.services.imposing import Lifting
from palabre.services.inviting import Admittance
from palabre.services.leaving import Leaving, Memories, Memory
from palabre.services.marking import Marking, ReadMarks
from palabre.services.membership import Members
from palabre.services.mentioning import Mentioning
from palabre.services.naming import Naming
from palabre.services.oneself import Oneself
from palabre.services.opening import Doorkeeping, Opening
from palabre.services.outcomes import Outcomes
from palabre.services.posting import Bylines, Posting, Records
from palabre.services.pressing import Pressing
from palabre.services.publishing import Publishing
from palabre.services.reacting import Reacting
from palabre.services.reading import Pages, Reading
from palabre.services.recognising import Recognising
from palabre.services.reporting import Reassuring, Reporters
from palabre.services.returning import Returnables, Returners
from palabre.services.sessions import SessionBook
from palabre.services.steering import Steering
from palabre.services.subjects import Subjects
from palabre.services.tagging import Tagging
from palabre.services.tallying import Tallying
from palabre.services.transcribing import Transcribing
from palabre.services.unread import Audience, Unread, UnreadTold
from palabre.services.visiting import Visiting
from palabre.services.waiting import Waiting
from palabre.services.writing import Writers, Writing
from palabre.settings import Settings

log = logging.getLogger("palabre.rooms")


@dataclass(frozen=True, slots=True)
class House:
    """A composed instance, before or while it serves."""

    settings: Settings
    store: Store
    bus: Bus
    hub: Hub
    steering: Steering
    live: LiveEdge
    health: Health
    welcome: Welcome
    http: HttpParts
    holding: Holding
    pressing: Pressing
    standing: Standing
    decisions: DecisionBook
    returners: Returners
    entitling: Entitling
    adulthood: Adulthood
    members: Members
    conversations: ConversationsAtHand
    tallying: Tallying
    jobs: tuple[Job, ...]

    async def open(self) -> None:
        """Load rooms and apply the configuration; afterwards guests can enter."""
        await self.returners.expect()
        await self.http.team.shielding.start()
        await self.http.team.ruling.start()
        await self.tallying.start()
        await self.pressing.start()
        await self.http.team.people.conflicts.refresh()
        await self.health.tending.refresh()
        await self.standing.start()
        await self.adulthood.upholding.start()
        await self.members.start()
        await self.conversations.start()
        rooms = {room.slug: room.settings() for room in self.settings.rooms}
        await self.steering.start(rooms)
        await self.http.publishing.start()
        if not self.health.tending.is_open:
            log.warning("nobody can come in before %d who moderate have a passkey", NEEDED_MODERATORS)
        for slug in self.entitling.shut():
            log.warning("the room `%s` is for adults and stays shut: no age can be proved", slug)

    async def close(self) -> None:
        """Write what is still to be kept, and let go of the store."""
        with contextlib.suppress(StoreUnavailable):
            await self.decisions.flush()
            await self.tallying.step()
        await self.store.close()

    def start_jobs(self) -> list[asyncio.Task[None]]:
        """Start the loops; cancel the tasks to end them."""
        return [asyncio.create_task(every(*job), name=job[1]) for job in self.jobs]


def build(
    settings: Settings,
    *,
    store: Store,
    bus: Bus,
    keys: DayKeys,
    clock: Clock,
    chance: Chance,
) -> House:
    """Compose an instance on a store that is open already."""
    directory, presence = RoomDirectory(), MemoryPresence()
    over = oversight_of(settings, store, directory, clock)
    health, covering, screens, cover_told = over.health, over.covering, over.screens, CoverTold(over.covering)
    book, decisions = SessionBook(store, clock), DecisionBook(store, clock, chance)
    recording, tagging = recording_of(settings), Tagging(keys, clock, ZoneInfo(settings.instance.timezone))
    naming = Naming(
        store, Noted(Timed(screens, clock), decisions), clock, recording, instance_name=settings.instance.name
    )
    allowances, ground = Allowances(rates_of(settings), clock, covering.slow_mode), Ground(store, bus, clock, chance)
    standing = standing_of(settings, ground, directory, book, allowances)
    restraints = standing.restraints
    retention, past = settings.kept(), Past(store, book)
    adulthood = adulthood_of(settings, ground, book, standing)
    members = Members(store, directory, clock, book.has_ended)
    entitling = Entitling(directory, adulthood.proofs, adulthood.bindings, restraints, over.tending, members)
    entering = Entering(entitling, allowances, presence, naming, tagging, past)
    hides, marks, writers = HidesAtHand(store, book), ReadMarks(), Writers(presence, clock)
    hidden, waiting = Hidden(hides, directory), Waiting(store, book, clock)
    oneself = Oneself(entering, hidden, marks, waiting, restraints)
    hub = Hub(
        directory,
        presence,
        clock,
        coalesce_ms=settings.live.coalesce_ms,
        keep_seconds=retention.keep_seconds(),
        own=oneself.now,
        cover=cover_told.of,
        stays=entering.may_stay,
    )
    shelf = Shelf(store, hub.deliver, hub.react, retention.keep_seconds())
    live = LiveEdge(hub, directory, clock)
    restraints.listen(live)
    members.listen(live)
    relay = Relay(shelf, hub, writers, waiting)
    mentioning, recognising = Mentioning(naming, presence, hidden, bus), Recognising(presence, members, tagging, store)
    guard = guard_of(settings, ground, over, book, tagging, allowances, live, standing)
    adulthood.listen(live, guard.at_hand)
    bylines, outcomes = Bylines(naming, tagging, presence), Outcomes(store, book)
    indoors = Indoors(
        directory,
        presence,
        members,
        book,
        naming,
        tagging,
        hidden,
        UnreadTold(
            Unread(store, marks, hidden, tagging, directory), Audience(members, entitling, live), directory, clock
        ),
    )
    private = private_of(ground, indoors, adulthood, guard, restraints)
    judging = private.judges(
        guard, Addressing(mentioning, recognising), guard.admitting(book, entitling, allowances), screens, decisions
    )
    conversations, elsewhere, talk_jobs = private.commands(entitling, allowances, bylines, live)
    edge, people = edge_of(settings), people_of(over, store, allowances, clock, chance)
    age, age_jobs = age_of(settings, ground, adulthood, people, allowances)
    held: tuple[Memory, ...] = (
        naming,
        outcomes,
        hides,
        marks,
        writers,
        past,
        waiting,
        *guard.held(),
        adulthood.upholding,
        members,
        indoors.unread,
        age.proving,
    )
    memories = Memories(book, held, presence, live)
    leaving = Leaving(store, memories, clock)
    announcing = Announcing(store, clock, chance, instance_name=settings.instance.name)
    visiting = Visiting(members, announcing, store, clock)
    followers = {
        **over.followers(),
        SANCTIONS_CHANGED: restraints.follow,
        PROOFS_CHANGED: adulthood.upholding.follow,
        MEMBERS_CHANGED: elsewhere.follow,
    }
    steering = Steering(store, directory, chance, announcing, followers)
    holding = Holding(
        store,
        bylines,
        mentioning,
        guard.trusting,
        people.conflicts,
        clock,
        wait_ms=settings.screening.held_minutes * 60_000,
    )
    hiding = Hiding(hides, recognising, allowances, bus, clock)
    use_cases = UseCases(
        entitling=entitling,
        bindings=adulthood.bindings,
        entering=entering,
        visiting=visiting,
        oneself=oneself,
        posting=Posting(Records(store, outcomes, recording, clock, chance), judging, bylines, mentioning, decisions),
        amending=Amending(store, judging, recording, clock),
        reacting=Reacting(store, book, presence, entitling, allowances),
        hiding=hiding,
        marking=Marking(marks, allowances, directory, indoors.unread.marked),
        writing=Writing(bylines, presence, entitling, allowances, bus),
        writers=writers,
        bylines=bylines,
        allowances=allowances,
        conversations=conversations,
    )
    connect(bus, (directory.follow, writers.follow, shelf.take, indoors.unread.take), (over.board.follow, relay.take))
    bureau = bureau_of(
        settings,
        ground,
        Scene(
            directory,
            presence,
            book,
            screens,
            over.ruling.find,
            over.board,
            covering,
            guard.trusting,
            announcing,
            visiting,
        ),
        people.conflicts,
        Reporters(allowances, tagging, guard.pressure, guard.patience),
        Subjects(directory, entitling, adulthood.upholding.lapsed, recognising, members, store),
        hiding,
        Reassuring(presence, covering, settings.lines()),
        standing.receipts,
        standing.decided,
    )
    bench = Bench(
        bureau.casework,
        people.confirming,
        over.board,
        holding,
        guard.trusting,
        Lifting(guard.pressing, guard.at_hand, book),
        live,
        adulthood.persons,
    )
    court = court_of(settings, ground, standing, bench, directory, book)
    team = team_of(over, store, Rounds(directory, presence, covering), holding, people, bureau, court)
    orders, order_jobs = orders_of(
        settings,
        ground,
        Around(
            directory,
            recognising,
            standing.receipts,
            restraints,
            book,
            people.confirming,
            people.conflicts,
            bureau.casework,
            bureau.rows,
            bureau.whereabouts,
        ),
    )

    return House(
        settings=settings,
        store=store,
        bus=bus,
        hub=hub,
        steering=steering,
        live=live,
        health=health,
        welcome=Welcome(
            edge,
            book,
            health,
            Dispatch(use_cases, directory, book, shelf, hub),
            live,
            settings.allowance.factor == 0,
            people.staffing.known,
        ),
        http=HttpParts(
            settings.site(),
            edge,
            Guests(
                Opening(
                    store,
                    book,
                    Doorkeeping(allowances, naming, entitling, guard.pressure),
                    standing.continuing,
                    clock,
                    chance,
                ),
                standing.continuing,
                book,
                leaving,
                hidden,
                guard.challenging,
                bureau.reporting,
                bureau.noticing,
            ),
            HttpRooms(
                directory,
                Reading(directory, entitling, presence, covering, Pages(store, hidden, clock, retention)),
                Transcribing(
                    store,
                    entitling,
                    allowances,
                    clock,
                    place=settings.instance.name,
                    key=transcript_key_of(settings),
                ),
            ),
            team,
            health,
            age,
            private_rooms_of(
                ground,
                directory,
                members,
                entitling,
                screens,
                Roll(members, naming, tagging, presence, recognising),
                Admittance(entitling, guard.at_hand, naming),
                allowances,
                visiting,
                presence,
                indoors.unread,
            ),
            Publishing(store, directory, announcing, clock, rules_document(settings.site())),
            own_data_of(
                ground,
                standing.holds,
                court.opened,
                leaving,
                standing.receipts,
                directory,
                allowances,
                place=settings.instance.name,
            ),
            orders,
        ),
        holding=holding,
        pressing=guard.pressing,
        standing=standing,
        decisions=decisions,
        returners=Returners(store, clock, Returnables(book, naming, hides, guard.at_hand, past, waiting)),
        entitling=entitling,
        adulthood=adulthood,
        members=members,
        conversations=private.at_hand,
        tallying=over.tallying,
        jobs=(
            (0.25, "presence", PresenceJob(presence, hub, naming, clock).step),
            (0.25, "day", DayJob(tagging, Retelling(presence, writers, hub), directory, clock).step),
            (0.25, "passing", PassingJob(hub, writers, clock).step),
            *chores(live, shelf, hub, health, decisions, steering),
            (0.25, "cover", CoverJob(covering, cover_told, directory, hub, over.board, clock).step),
            (1.0, "staff", StaffJob(over.ruling, people.conflicts, over.tending, store, clock).step),
            (0.25, "collecting", CollectingJob(live).step),
            (5.0, "sessions", SessionsJob(leaving).step),
            (30.0, "retention", RetentionJob(store, directory, shelf, clock, retention).step),
            (1.0, "decisions", decisions.flush),
            (0.25, "follow-ups", following_up_of(ground, standing, bureau.gathering, decisions, over.board).step),
            (60.0, "tallies", over.tallying.step),
            (1.0, "sanctions", restraints.step),
            (10.0, "neighbours", standing.neighbours.step),
            (10.0, "held", HeldJob(holding).step),
            *bureau.jobs,
            (60.0, "vault", vault_job(settings, store, clock).step),
            (60.0, "audit", Auditing(store, head_signer_of(settings), clock).step),
            (5.0, "private-rooms", PrivateRoomsJob(store, directory, members, presence, clock).step),
            *guard.jobs(),
            *age_jobs,
            *talk_jobs,
            *order_jobs,
        ),
    )


def connect(bus: Bus, takers: Sequence[Listener], passing: Sequence[PassingListener]) -> None:
    """Who hears what is committed, and what passes, each in this order."""
    for taker in takers:
        bus.listen(taker)
    for passing_taker in passing:
        bus.listen_passing(passing_taker)


def chores(
    live: LiveEdge, shelf: Shelf, hub: Hub, health: Health, decisions: DecisionBook, steering: Steering
) -> tuple[Job, ...]:
    """What has to be done now and then, and is no job of its own."""

    async def turn_wheel() -> None:
        live.go_on()

    async def tidy() -> None:
        shelf.trim(hub.is_served)
        health.figures["palabre_connections"] = float(live.count())
        health.figures["palabre_decisions_missed"] = float(decisions.missed)

    async def follow_control() -> None:
        await steering.follow()

    return ((1 / TURN_PARTS, "wheel", turn_wheel), (1.0, "tidy", tidy), (0.25, "control", follow_control))
