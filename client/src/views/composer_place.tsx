/** The foot of a room: the composer, or what stands in its place. */
import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Standing } from "../core/entering";
import type { Visit } from "../core/visit";
import { Composer } from "./composer";
import { ConversationLayer, fetchPartSoon, type Part, TypingText, withPart } from "./on_demand";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";
import { MutedNotice, NoComposer } from "./standing";

const UNWRITABLE: readonly Standing[] = ["not_found", "closed", "full", "adults_only", "sanctioned"];

/** The id of the field one writes in first, or null where nobody writes. */
export function fieldId(desk: RoomDesk, visit: Visit): "message" | "pseudo" | null {
  const standing = desk.live.standing.value;
  if (desk.live.restraint.value ?? desk.live.toRead.value) return null;
  const isGone = visit.hasEnded.value || visit.isBroken.value || visit.isWritingClosed.value;
  if (isGone || UNWRITABLE.includes(standing) || desk.info.value?.closed || desk.over.value) return null;
  return standing === "guests_only" ? "pseudo" : "message";
}

export function Foot({ desk, name }: { desk: RoomDesk; name: string }) {
  return (
    <>
      <OverTalk desk={desk} />
      <Writing desk={desk} name={name} />
    </>
  );
}

/** What opens over the talk, and the marks on names called in it: from the first sign of life of a reader on. */
function OverTalk({ desk }: { desk: RoomDesk }) {
  const { calls, card, menu } = desk.talk;
  const isNamed = desk.live.named.value;
  useEffect(() => {
    const mark = ({ Calls }: Part) => {
      calls.value ??= new Calls(desk);
    };
    // Who takes part sees at once that they are called.
    if (!isNamed) return fetchPartSoon(mark);
    withPart(mark);
    return undefined;
  }, [desk, calls, isNamed]);
  return (calls.value ?? card.value ?? menu.value) && <ConversationLayer desk={desk} />;
}

function Writing({ desk, name }: { desk: RoomDesk; name: string }) {
  const { visit } = useScene();
  const standing = desk.live.standing.value;
  const isOver = visit.hasEnded.value;
  if (!isOver && (UNWRITABLE.includes(standing) || visit.isBroken.value)) return null;
  if (isOver || visit.isWritingClosed.value || desk.info.value?.closed || desk.over.value)
    return <NoComposer desk={desk} />;
  const { restraint, toRead } = desk.live;
  if (toRead.value) return null;
  if (restraint.value) return <MutedNotice desk={desk} sanction={restraint.value} />;
  return (
    <>
      {desk.live.named.value && <TypingLine desk={desk} />}
      <Composer desk={desk} name={name} />
    </>
  );
}

/** Seen only; its room is kept, so that nothing jumps. */
function TypingLine({ desk }: { desk: RoomDesk }) {
  const isSomeone = useComputed(() => desk.live.state.value.typing.length > 0).value;
  return (
    <p class="typing" aria-hidden="true">
      {isSomeone && <TypingText desk={desk} />}
    </p>
  );
}
