import { describe, expect, it } from "vitest";
import { write } from "../src/core/outbox";
import { applyEntered, emptyRoom } from "../src/core/room";
import type { WireMessage } from "../src/protocol/protocol.gen";
import { rowsOf, type Shown } from "../src/views/timeline_rows";
import { enteredAs, messageBy, NOON, tagOf } from "./fakes";

function shown(messages: WireMessage[], extra: Partial<Shown> = {}): Shown {
  return {
    room: applyEntered(emptyRoom("agora", null), enteredAs("Ana", { messages, offset: 99 })),
    outbox: [],
    ownTags: new Set([tagOf("Ana")]),
    nickname: "Ana",
    unreadFrom: null,
    dayKey: (ms) => new Date(ms).toISOString().slice(0, 10),
    ...extra,
  };
}

function told(rows: ReturnType<typeof rowsOf>): string[] {
  return rows.map((row) => (row.kind === "message" ? `${row.isFirst ? "" : "+ "}${row.nickname}` : row.kind));
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

  it("separates days", () => {
    const messages = [messageBy("Ana", 1, { sent_at: "2026-11-21T22:00:00Z" }), messageBy("Ana", 2)];
    expect(told(rowsOf(shown(messages)))).toEqual(["day", "Ana", "day", "Ana"]);
  });

  it("keeps one's own row under one key from writing to sent", () => {
    const outbox = write([], {
      clientMessageId: "client-message-1",
      body: "Salut",
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
