/** Hiding: no longer seeing someone in a room, at once, and the way back. */
import type { Person } from "../protocol/protocol.gen";
import type { Asked } from "./connection";
import type { LiveRoom } from "./live_room";
import { type Outcome, type Refusal, refusalFrom } from "./refusal";
import type { Visit } from "./visit";

type Done = (refused: Refusal | null) => void;

export function hide(room: LiveRoom, person: Person, done: Done): void {
  if (room.hides(person.tag)) {
    done(null);
    return;
  }
  tell(room, [...room.state.value.hidden, person]);
  room.seeingAgain.remember([person]);
  room.tab.ask(asking(room.slug, person.tag, true), (answer) => {
    const refused = answer.type === "ok" ? null : refusalFrom(answer);
    if (refused) tell(room, others(room, person.tag));
    done(refused);
  });
}

export function show(room: LiveRoom, tag: string, done: Done): void {
  const person = room.state.value.hidden.find((other) => other.tag === tag);
  if (person === undefined) {
    done(null);
    return;
  }
  tell(room, others(room, tag));
  room.tab.ask(asking(room.slug, tag, false), (answer) => {
    const refused = answer.type === "ok" ? null : refusalFrom(answer);
    if (refused) tell(room, [...room.state.value.hidden, person]);
    else room.enterAnew(tag);
    done(refused);
  });
}

/** The same for a room that may not be read in this tab. */
export function hideFrom(visit: Visit, slug: string, tag: string, hidden: boolean): Promise<Outcome<null>> {
  const room = visit.known(slug);
  return new Promise((answered) => {
    const done: Done = (refused) =>
      answered(refused === null ? { ok: true, value: null } : { ok: false, refusal: refused });
    if (room?.isEntered() && hidden) hide(room, { nickname: "", tag }, done);
    else if (room?.isEntered() && room.hides(tag)) show(room, tag, done);
    else
      onceOpen(visit, () =>
        visit.ask(asking(slug, tag, hidden), (answer) => {
          done(answer.type === "ok" ? null : refusalFrom(answer));
          visit.becameQuiet();
        }),
      );
  });
}

/** Call back once the connection is open, opening it if nothing is read; or once it cannot be. */
function onceOpen(visit: Visit, then: () => void): void {
  if (visit.connection.value.kind === "idle" && !visit.hasEnded.value) visit.retryNow();
  if (visit.connection.value.kind !== "connecting") {
    then();
    return;
  }
  const stop = visit.connection.subscribe((state) => {
    if (state.kind === "connecting") return;
    stop();
    then();
  });
}

function asking(room: string, tag: string, hidden: boolean): Asked {
  return { type: "guest.hide", room, tag, hidden };
}

function tell(room: LiveRoom, hidden: readonly Person[]): void {
  room.state.value = { ...room.state.value, hidden };
}

function others(room: LiveRoom, tag: string): readonly Person[] {
  return room.state.value.hidden.filter((person) => person.tag !== tag);
}
