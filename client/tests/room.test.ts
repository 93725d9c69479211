import { describe, expect, it } from "vitest";
import { prependPage } from "../src/core/older";
import { applyEntered, applyEvent, dropExpired, emptyRoom, type RoomState } from "../src/core/room";
import type { AnyEvent } from "../src/protocol/protocol.gen";
import { AGORA, EPOCH, entered, enteredAs, messageBy, NOON, postedBy, tagOf } from "./fakes";

const START = applyEntered(
  emptyRoom("agora", null),
  entered({ offset: 2, messages: [messageBy("Ana", 1), messageBy("Bilal", 2)] }),
);

function fold(state: RoomState, ...events: AnyEvent[]): RoomState {
  return events.reduce(applyEvent, state);
}

function bodies(state: RoomState): string[] {
  return state.messages.map((message) => message.removed ?? message.body);
}

describe("a room", () => {
  it("takes a snapshot for what it is", () => {
    expect(START).toMatchObject({ epoch: EPOCH, offset: 2, info: AGORA, gap: false });
    expect(bodies(START)).toEqual(["message 1", "message 2"]);
  });

  it("ignores an event it has already seen", () => {
    const once = fold(START, postedBy("Chloé", 3));
    expect(fold(once, postedBy("Chloé", 3))).toBe(once);
    expect(bodies(fold(once, postedBy("Ana", 1)))).toHaveLength(3);
  });

  it("stops at a missing event until it is entered again", () => {
    const gapped = fold(START, postedBy("Chloé", 4), postedBy("Chloé", 3));
    expect(gapped).toMatchObject({ gap: true, offset: 2 });
    const events = [postedBy("Chloé", 3), postedBy("Chloé", 4)] as never[];
    const mended = applyEntered(gapped, entered({ mode: "resumed", offset: 4, events }));
    expect(mended).toMatchObject({ gap: false, offset: 4 });
    expect(bodies(mended)).toHaveLength(4);
  });

  it("does not trust an event of another epoch", () => {
    expect(fold(START, { ...postedBy("Chloé", 3), epoch: "e2" } as AnyEvent).gap).toBe(true);
  });

  it("is replaced by a snapshot of another epoch", () => {
    const fresh = applyEntered(START, entered({ epoch: "e2", offset: 1, messages: [messageBy("Chloé", 1)] }));
    expect(fresh).toMatchObject({ epoch: "e2", offset: 1 });
    expect(bodies(fresh)).toEqual(["message 1"]);
  });

  it("lets events of unknown types pass, and counts their place", () => {
    const unknown = {
      type: "message.starred",
      room: "agora",
      epoch: EPOCH,
      offset: 3,
    } as unknown as AnyEvent;
    const passing = { type: "weather.changed", room: "agora" } as unknown as AnyEvent;
    expect(fold(START, unknown, passing, postedBy("Ana", 4))).toMatchObject({ offset: 4, gap: false });
  });

  it("keeps a hidden event's place and shows nothing for it", () => {
    const hidden: AnyEvent = { type: "message.hidden", room: "agora", epoch: EPOCH, offset: 3 };
    expect(bodies(fold(START, hidden, postedBy("Ana", 4)))).toHaveLength(3);
  });

  it("shows an edited text, and a tombstone where a text was removed", () => {
    const edited: AnyEvent = {
      type: "message.edited",
      room: "agora",
      epoch: EPOCH,
      offset: 3,
      message_id: "m1",
      body: "mieux dit",
      edited_at: "2026-11-22T12:00:03Z",
    };
    const removed: AnyEvent = {
      type: "message.removed",
      room: "agora",
      epoch: EPOCH,
      offset: 4,
      message_id: "m2",
      by: "author",
    };
    expect(bodies(fold(START, edited, removed))).toEqual(["mieux dit", "author"]);
    expect(fold(START, edited, removed).messages[1]?.body).toBe("");
  });

  it("forgets the texts and the names of a guest who erased everything", () => {
    const erased: AnyEvent = {
      type: "guest.erased",
      room: "agora",
      epoch: EPOCH,
      offset: 3,
      tags: [tagOf("Ana")],
    };
    const [first, second] = fold(START, erased).messages;
    expect(first).toMatchObject({ body: "", nickname: "", removed: "erased" });
    expect(second).toMatchObject({ body: "message 2", nickname: "Bilal" });
  });

  it("drops messages older than the room keeps", () => {
    const short = applyEntered(
      START,
      entered({ mode: "resumed", offset: 2, keep_seconds: 3_600, events: [] }),
    );
    expect(dropExpired(short, NOON)).toBe(short);
    expect(bodies(dropExpired(short, NOON + 3_600_000 - 60_000 + 1_500))).toEqual(["message 2"]);
    expect(dropExpired(short, NOON + 7_200_000).messages).toEqual([]);
  });

  it("follows the room's own changes", () => {
    const info = { ...AGORA, topic: "Le marché", closed: true, keep_seconds: 3_600 };
    const changed = fold(START, { type: "room.changed", room: "agora", epoch: EPOCH, offset: 3, info });
    expect(changed).toMatchObject({ info, keepSeconds: 3_600, offset: 3 });
  });

  it("follows who is here, by difference, once the state is known", () => {
    const difference: AnyEvent = {
      type: "presence.changed",
      room: "agora",
      present: 2,
      spectators: 3,
      joined: [
        { nickname: "Bilal", tag: tagOf("Bilal") },
        { nickname: "Anna", tag: tagOf("Ana") },
      ],
      left: [tagOf("Chloé")],
    };
    expect(fold(emptyRoom("agora", null), difference).presence.present).toBe(0);
    const people = [
      { nickname: "Ana", tag: tagOf("Ana") },
      { nickname: "Chloé", tag: tagOf("Chloé") },
    ];
    const state = applyEntered(START, enteredAs("Ana", { roster: { present: 2, spectators: 0, people } }));
    const { presence } = fold(state, difference);
    expect(presence.people?.map((person) => person.nickname)).toEqual(["Anna", "Bilal"]);
    expect(presence).toMatchObject({ present: 2, spectators: 3 });
  });

  it("shows a spectator counts only", () => {
    const difference: AnyEvent = { type: "presence.changed", room: "agora", present: 5, spectators: 1 };
    expect(fold(START, difference).presence).toEqual({ present: 5, spectators: 1, people: null });
  });
});

describe("an older page", () => {
  const state = applyEntered(
    emptyRoom("agora", null),
    entered({ offset: 9, messages: [messageBy("Ana", 9)], more: true }),
  );

  it("goes above what is held, without repeating it", () => {
    const page = { messages: [messageBy("Ana", 7), messageBy("Ana", 8), messageBy("Ana", 9)], more: false };
    const longer = prependPage(state, page);
    expect(longer.messages.map((message) => message.offset)).toEqual([7, 8, 9]);
    expect(longer.more).toBe(false);
  });

  it("read before a removal does not bring the text back", () => {
    const removed: AnyEvent = {
      type: "message.removed",
      room: "agora",
      epoch: EPOCH,
      offset: 10,
      message_id: "m8",
      by: "author",
    };
    const late = prependPage(fold(state, removed), { messages: [messageBy("Bilal", 8)], more: false });
    expect(late.messages[0]).toMatchObject({ body: "", removed: "author" });
  });
});
