import { describe, expect, it } from "vitest";
import { prependPage } from "../src/core/older";
import { write } from "../src/core/outbox";
import { applyEntered, applyEvent, emptyRoom, letGo, type RoomState } from "../src/core/room";
import type { AnyEvent, WireMessage } from "../src/protocol/protocol.gen";
import { type Row, RowMaker, rowsOf, type Shown } from "../src/views/timeline_rows";
import { EPOCH, enteredAs, messageBy, NOON, postedBy, tagOf } from "./fakes";

const OWN: ReadonlySet<string> = new Set([tagOf("Ana")]);
const NOBODY: ReadonlySet<string> = new Set();

function dayKey(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function roomOf(messages: WireMessage[], offset = 99): RoomState {
  return applyEntered(emptyRoom("agora", null), enteredAs("Ana", { messages, offset }));
}

function shownOf(room: RoomState, extra: Partial<Shown> = {}): Shown {
  return {
    room,
    outbox: [],
    ownTags: OWN,
    hiddenTags: NOBODY,
    nickname: "Ana",
    unreadFrom: null,
    dayKey,
    ...extra,
  };
}

function shown(messages: WireMessage[], extra: Partial<Shown> = {}): Shown {
  return shownOf(roomOf(messages), extra);
}

function told(rows: readonly Row[]): string[] {
  return rows.map((row) => {
    if (row.kind === "message") return `${row.isFirst ? "" : "+ "}${row.message.nickname}`;
    return row.kind === "hidden" ? `hidden ${row.messages.length}` : row.kind;
  });
}

describe("the timeline", () => {
  it("groups what one guest says in a row", () => {
    const messages = [messageBy("Ana", 1), messageBy("Ana", 2), messageBy("Bilal", 3), messageBy("Ana", 4)];
    expect(told(rowsOf(shown(messages)))).toEqual(["day", "Ana", "+ Ana", "Bilal", "Ana"]);
  });

  it("starts a group anew after five minutes, another name, or the unread line", () => {
    const later = new Date(NOON + 400_000).toISOString();
    const messages = [
      messageBy("Bilal", 1),
      messageBy("Bilal", 2, { sent_at: later }),
      messageBy("Bilal", 3, { sent_at: later, author: { nickname: "Bil", tag: tagOf("Bilal") } }),
      messageBy("Bilal", 4, { sent_at: later, author: { nickname: "Bil", tag: tagOf("Bilal") } }),
    ];
    expect(told(rowsOf(shown(messages, { unreadFrom: 4 })))).toEqual([
      "day",
      "Bilal",
      "Bilal",
      "Bil",
      "unread",
      "Bil",
    ]);
  });

  it("lets an announcement stand alone", () => {
    const messages = [1, 2, 3].map((offset) => messageBy("Bilal", offset, { announcement: offset === 2 }));
    expect(told(rowsOf(shown(messages)))).toEqual(["day", "Bilal", "Bilal", "Bilal"]);
  });

  it("separates days", () => {
    const messages = [messageBy("Ana", 1, { sent_at: "2026-11-21T22:00:00Z" }), messageBy("Ana", 2)];
    expect(told(rowsOf(shown(messages)))).toEqual(["day", "Ana", "day", "Ana"]);
  });

  it("folds runs of messages of guests who are hidden", () => {
    const messages = ["Ana", "Bilal", "Bilal", "Ana", "Bilal"].map((name, at) => messageBy(name, at + 1));
    const rows = rowsOf(shown(messages, { hiddenTags: new Set([tagOf("Bilal")]) }));
    expect(told(rows)).toEqual(["day", "Ana", "hidden 2", "Ana", "hidden 1"]);
  });

  it("draws the unread line above the first message from there on, whatever became of that one", () => {
    const messages = [messageBy("Bilal", 1), messageBy("Bilal", 7)];
    expect(told(rowsOf(shown(messages, { unreadFrom: 3 })))).toEqual(["day", "Bilal", "unread", "Bilal"]);
  });

  it("draws no unread line while older messages may belong under it", () => {
    const messages = [messageBy("Bilal", 7)];
    expect(told(rowsOf(shown(messages, { unreadFrom: 3 })))).toEqual(["day", "unread", "Bilal"]);
    const more = { ...roomOf(messages), more: true };
    expect(told(rowsOf(shownOf(more, { unreadFrom: 3 })))).toEqual(["day", "Bilal"]);
  });

  it("keeps one's own row under one key from writing to sent", () => {
    const outbox = write([], {
      clientMessageId: "client-message-1",
      body: "Salut",
      replyTo: null,
      writtenMs: NOON,
      session: "s",
    });
    const [, writing] = rowsOf(shown([], { outbox }));
    const [, sent] = rowsOf(shown([messageBy("Ana", 1)]));
    expect(writing?.key).toBe(sent?.key);
  });

  it("never lets another guest's identifier take one's own key", () => {
    const copied = messageBy("Bilal", 2, { client_message_id: "client-message-1" });
    const keys = rowsOf(shown([messageBy("Ana", 1), copied])).map((row) => row.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

/** Something happens to a room: a message, an edit, a removal, an older page, the oldest let go of. */
function something(room: RoomState, draw: (below: number) => number): RoomState {
  const offset = room.offset + 1;
  const someone = ["Ana", "Bilal", "Bilal", "Chloé"][draw(4)] ?? "Ana";
  const target = room.messages[draw(room.messages.length || 1)]?.id ?? "";
  const at = { room: "agora", epoch: EPOCH, offset };
  const first = room.messages[0]?.offset ?? 1;
  const sent_at = new Date(NOON + offset * 200_000).toISOString();
  const events: (() => RoomState)[] = [
    () => applyEvent(room, postedBy(someone, offset, { sent_at })),
    () => applyEvent(room, edited(target, at)),
    () => applyEvent(room, { type: "message.removed", message_id: target, by: "author", ...at }),
    () => prependPage(room, { messages: older(first, someone), more: draw(2) === 0 }),
    () => letGo(room, 1 + draw(room.messages.length || 1)),
  ];
  return events[Math.max(0, draw(9) - 4)]?.() ?? room;
}

function edited(message_id: string, at: { room: string; epoch: string; offset: number }): AnyEvent {
  return { type: "message.edited", message_id, body: "autre", edited_at: "2026-11-22T12:00:00Z", ...at };
}

function older(first: number, someone: string): WireMessage[] {
  return [3, 2, 1].map((before) =>
    messageBy(someone, first - before, {
      sent_at: new Date(NOON + (first - before) * 200_000).toISOString(),
    }),
  );
}

function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state >> 8) % below;
  };
}

const BILAL: ReadonlySet<string> = new Set([tagOf("Bilal")]);

function strip(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => ({ ...row, extent: 0 }));
}

describe("rows made as things happen", () => {
  it("are the rows that would be made from nothing", () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const draw = draws(seed);
      const maker = new RowMaker();
      let room = roomOf([messageBy("Bilal", 1_000)], 1_000);
      for (let step = 0; step < 60; step += 1) {
        room = something(room, draw);
        const now = shownOf(room, {
          hiddenTags: (seed + step) % 60 < 30 ? BILAL : NOBODY,
          unreadFrom: 1_010,
        });
        expect(strip(maker.rowsOf(now))).toEqual(strip(rowsOf(now)));
      }
    }
  });

  it("keep their identity, and what was measured of them, while nothing in them changes", () => {
    const maker = new RowMaker();
    const room = roomOf([messageBy("Bilal", 10), messageBy("Ana", 11)], 11);
    const before = maker.rowsOf(shownOf(room));
    const later = applyEvent(
      prependPage(room, { messages: older(10, "Chloé"), more: false }),
      postedBy("Ana", 12),
    );
    const after = maker.rowsOf(shownOf(later));
    const messages = before.filter((row) => row.kind === "message");
    expect(messages.every((row) => after.includes(row))).toBe(true);
  });

  it("cost what changed, not all that is held", () => {
    let asked = 0;
    const counting = (ms: number) => {
      asked += 1;
      return dayKey(ms);
    };
    const messages = Array.from({ length: 5_000 }, (_, at) => messageBy("Bilal", at + 1));
    const maker = new RowMaker();
    const room = roomOf(messages, 5_000);
    maker.rowsOf(shownOf(room, { dayKey: counting }));
    asked = 0;
    const later = applyEvent(room, postedBy("Ana", 5_001));
    maker.rowsOf(shownOf(later, { dayKey: counting }));
    expect(asked).toBeLessThanOrEqual(2);
    asked = 0;
    const page = { messages: older(1, "Ana"), more: false };
    maker.rowsOf(shownOf(prependPage(later, page), { dayKey: counting }));
    expect(asked).toBeLessThanOrEqual(10);
  });
});
