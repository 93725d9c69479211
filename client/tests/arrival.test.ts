import { describe, expect, it } from "vitest";
import { arrivalBetween } from "../src/core/arrival";
import { emptyRoom, type Message, type RoomState } from "../src/core/room";

const OWN = new Set(["ana"]);

function message(offset: number, tag: string, replyTo: string | null = null): Message {
  return {
    id: `m${offset}`,
    offset,
    clientMessageId: `c${offset}`,
    body: "Bonsoir",
    nickname: tag,
    tag,
    sentMs: offset,
    editedMs: null,
    removed: null,
    announcement: false,
    replyTo,
  };
}

function room(messages: readonly Message[], mentions: readonly string[] = []): RoomState {
  return {
    ...emptyRoom("agora", null),
    epoch: "e",
    offset: messages.at(-1)?.offset ?? 0,
    messages,
    mentions: new Set(mentions),
  };
}

describe("what arrives in a room", () => {
  const before = room([message(1, "ana"), message(2, "bilal")]);

  it("is nothing when the room is entered", () => {
    expect(arrivalBetween(emptyRoom("agora", null), before, OWN, 0)).toEqual({
      isAny: false,
      isAddressed: false,
    });
  });

  it("is a message of someone else, not one's own", () => {
    expect(arrivalBetween(before, room([...before.messages, message(3, "ana")]), OWN, 0).isAny).toBe(false);
    expect(arrivalBetween(before, room([...before.messages, message(3, "bilal")]), OWN, 0)).toEqual({
      isAny: true,
      isAddressed: false,
    });
  });

  it("is addressed when it answers one's own message, and only then", () => {
    const answering = (id: string) => room([...before.messages, message(3, "bilal", id)]);
    expect(arrivalBetween(before, answering("m1"), OWN, 0).isAddressed).toBe(true);
    expect(arrivalBetween(before, answering("m2"), OWN, 0).isAddressed).toBe(false);
  });

  it("is addressed when the server says that it names the reader", () => {
    expect(arrivalBetween(before, room(before.messages, ["m2"]), OWN, 0).isAddressed).toBe(true);
  });

  it("is not addressed anew when the server says so of a message seen already", () => {
    expect(arrivalBetween(before, room(before.messages, ["m2"]), OWN, 2).isAddressed).toBe(false);
    expect(arrivalBetween(before, room(before.messages, ["m3"]), OWN, 2).isAddressed).toBe(true);
  });
});
