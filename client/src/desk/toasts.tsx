/** What was just decided, and can still be undone. */
import { useEffect, useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import type { Pending } from "./deciding";
import type { Desk } from "./desk";
import { KeyCap } from "./key_cap";
import { doneText } from "./spans";
import type { Done } from "./undoing";

interface Latest {
  readonly id: string;
  readonly told: string;
  readonly dueMs: number;
}

/** Only the latest can be undone: it is the only one told. */
export function Toasts({ desk }: { desk: Desk }) {
  const waiting = heldTold(desk.deciding.pending.value.at(-1));
  const done = caseTold(desk.work.undoing.done.value.at(-1));
  const latest = (done?.dueMs ?? 0) > (waiting?.dueMs ?? 0) ? done : waiting;
  return (
    <div class="toasts" role="status">
      {latest && <Decided key={latest.id} latest={latest} desk={desk} />}
    </div>
  );
}

function heldTold(pending: Pending | undefined): Latest | null {
  if (pending === undefined) return null;
  const d = deskTexts.value;
  const { message, decision, dueMs } = pending;
  const told = decision.act === "release" ? d.released(message.nickname) : d.refused(message.nickname);
  return { id: message.message_id, told, dueMs };
}

function caseTold(done: Done | undefined): Latest | null {
  if (done === undefined) return null;
  const name = done.row.subject.nickname ?? done.row.subject.room;
  return { id: done.decisionId, told: doneText(name, done.draft), dueMs: done.dueMs };
}

function Decided({ latest, desk }: { latest: Latest; desk: Desk }) {
  const d = deskTexts.value;
  const left = useSecondsUntil(latest.dueMs, () => desk.clock.now());
  return (
    <div class="toast toast-desk">
      <span>{latest.told}</span>
      <button type="button" class="btn btn-s" onClick={() => desk.undo()}>
        {d.undo} <span aria-hidden="true">{d.undoIn(left)}</span> <KeyCap name="U" />
      </button>
    </div>
  );
}

function useSecondsUntil(dueMs: number, now: () => number): number {
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), 500);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((dueMs - now()) / 1_000));
}
