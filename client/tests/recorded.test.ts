import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { applyEntered, applyEvent, dropExpired, emptyRoom, type RoomState } from "../src/core/room";
import type { AnyEvent, RoomEntered } from "../src/protocol/protocol.gen";

/** What a server sent: an old snapshot, everything after it, and the snapshot a newcomer got at the end. */
interface Recording {
  readonly old: RoomEntered;
  readonly events: readonly AnyEvent[];
  readonly fresh: RoomEntered;
  /** When the fresh one was taken, in Unix milliseconds. */
  readonly now_ms: number;
}

const FOLDER = new URL("./recorded/", import.meta.url);
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

function told(state: RoomState) {
  const { epoch, offset, keepSeconds, info, presence, messages, hidden } = state;
  return { epoch, offset, keepSeconds, info, presence, messages, hidden, reactions: reactionsUnder(state) };
}

/** What is shown under each message, in order; a message nobody reacts to any more is as one nobody did. */
function reactionsUnder({ messages, reactions }: RoomState) {
  return messages
    .map(({ id }) => [id, reactions.get(id)?.counts ?? {}] as const)
    .filter(([, counts]) => Object.keys(counts).length > 0);
}

describe("the law: an old snapshot with its events is the fresh snapshot", () => {
  it("has something recorded", () => expect(names).not.toEqual([]));

  it.each(names)("holds for %s", (name) => {
    const { old, events, fresh, now_ms } = JSON.parse(
      readFileSync(new URL(name, FOLDER), "utf8"),
    ) as Recording;
    const start = emptyRoom(fresh.room, null);
    const rebuilt = dropExpired(events.reduce(applyEvent, applyEntered(start, old)), now_ms);
    const newcomer = dropExpired(applyEntered(start, fresh), now_ms);
    // A snapshot holds the last messages only: compare from where the fresh one begins.
    const from = newcomer.messages[0]?.offset ?? Number.POSITIVE_INFINITY;
    const messages = rebuilt.messages.filter((message) => message.offset >= from);
    expect(told({ ...rebuilt, messages })).toEqual(told(newcomer));
  });
});
