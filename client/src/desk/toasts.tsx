/** What was just decided, and can still be undone. */
import { useEffect, useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import type { Pending } from "./deciding";
import type { Desk } from "./desk";
import { KeyCap } from "./key_cap";

/** Only the latest can be undone: it is the only one told. */
export function Toasts({ desk }: { desk: Desk }) {
  const latest = desk.deciding.pending.value.at(-1);
  return (
    <div class="toasts" role="status">
      {latest && <Decided key={latest.message.message_id} pending={latest} desk={desk} />}
    </div>
  );
}

function Decided({ pending, desk }: { pending: Pending; desk: Desk }) {
  const d = deskTexts.value;
  const { message, decision, dueMs } = pending;
  const left = useSecondsUntil(dueMs, () => desk.clock.now());
  const told = decision.act === "release" ? d.released(message.nickname) : d.refused(message.nickname);
  return (
    <div class="toast toast-desk">
      <span>{told}</span>
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
