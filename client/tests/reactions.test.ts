import { describe, expect, it } from "vitest";
import { prependPage } from "../src/core/older";
import { toggleReaction } from "../src/core/reacting";
import { applyEntered, applyEvent, dropExpired, emptyRoom } from "../src/core/room";
import type { AnyEvent, ReactionKind } from "../src/protocol/protocol.gen";
import { EPOCH, enteredAs, messageBy, NOON } from "./fakes";
import { anaInAgora } from "./visits";

const START = applyEntered(
  emptyRoom("agora", null),
  enteredAs("Ana", {
    offset: 2,
    messages: [messageBy("Bilal", 1), messageBy("Ana", 2)],
    reactions: [{ message_id: "m1", version: 7, counts: { thanks: 2 } }],
    you: { nickname: "Ana", tag: "tag-ana", named: true, reacted: { m1: ["thanks"] } },
  }),
);

function changed(version: number, counts: Partial<Record<ReactionKind, number>>, messageId = "m1"): AnyEvent {
  return { type: "reactions.changed", room: "agora", message_id: messageId, version, counts };
}

describe("the reactions of a room", () => {
  it("are told by a snapshot, one's own with them", () => {
    expect(START.reactions.get("m1")).toEqual({ version: 7, counts: { thanks: 2 }, own: ["thanks"] });
    expect(START.reactionsAt).toBe(7);
  });

  it("follow changes, and never go back to an older one", () => {
    const later = applyEvent(START, changed(9, { thanks: 1, funny: 1 }));
    expect(later.reactions.get("m1")).toEqual({
      version: 9,
      counts: { thanks: 1, funny: 1 },
      own: ["thanks"],
    });
    expect(applyEvent(later, changed(8, { thanks: 5 })).reactions.get("m1")?.version).toBe(9);
  });

  it("do not copy the messages", () => {
    expect(applyEvent(START, changed(9, { like: 1 })).messages).toBe(START.messages);
  });

  it("come with an older page, which never hides a change the stream has yet to tell", () => {
    const reactions = [{ message_id: "m0", version: 12, counts: { like: 1 } }];
    const longer = prependPage(START, { messages: [messageBy("Bilal", 0)], more: false, reactions });
    expect(longer.reactions.get("m0")?.counts).toEqual({ like: 1 });
    expect(longer.reactionsAt).toBe(7);
  });

  it("go with the text of their message", () => {
    const removed = { type: "message.removed", message_id: "m1", by: "author" } as const;
    const without = applyEvent(START, { ...removed, room: "agora", epoch: EPOCH, offset: 3 });
    expect(without.reactions.has("m1")).toBe(false);
  });

  it("are forgotten with their message", () => {
    expect(dropExpired(START, NOON + 30_000_000).reactions.size).toBe(0);
  });
});

describe("putting a reaction", () => {
  function reacting() {
    const scene = anaInAgora();
    scene.network.socket.receive(enteredAs("Ana", { offset: 1, messages: [messageBy("Bilal", 1)] }));
    const refused: (string | undefined)[] = [];
    toggleReaction(scene.room, "m1", "thanks", (refusal) => refused.push(refusal?.code));
    return { ...scene, refused };
  }

  it("shows at once, and once whichever comes first, the event or the answer", () => {
    const { room, network, refused } = reacting();
    const asked = network.socket.last("reaction.set");
    expect(asked).toMatchObject({ message_id: "m1", reaction: "thanks", on: true });
    expect(room.reactedTo("m1")).toMatchObject({ counts: { thanks: 1 }, own: ["thanks"] });
    network.socket.receive(changed(3, { thanks: 1 }));
    expect(room.reactedTo("m1")).toMatchObject({ counts: { thanks: 1 }, own: ["thanks"] });
    network.socket.receive({ type: "ok", ref: asked.ref, version: 3, counts: { thanks: 1 } });
    expect(room.reactedTo("m1")).toEqual({ version: 3, counts: { thanks: 1 }, own: ["thanks"] });
    expect(refused).toEqual([undefined]);
  });

  it("is one's own even when a later change of someone else came first", () => {
    const { room, network } = reacting();
    network.socket.receive(changed(4, { thanks: 2 }));
    const { ref } = network.socket.last("reaction.set");
    network.socket.receive({ type: "ok", ref, version: 3, counts: { thanks: 1 } });
    expect(room.reactedTo("m1")).toEqual({ version: 4, counts: { thanks: 2 }, own: ["thanks"] });
  });

  it("is taken back when it was refused, or the connection was lost", () => {
    const { room, network, refused } = reacting();
    const { ref } = network.socket.last("reaction.set");
    network.socket.receive({ type: "failed", ref, code: "slowed", message: "", reason: "rate" });
    expect(room.reactedTo("m1")).toBeUndefined();
    toggleReaction(room, "m1", "like", (refusal) => refused.push(refusal?.code));
    network.socket.drop();
    expect(room.reactedTo("m1")).toBeUndefined();
    expect(refused).toEqual(["slowed", "unreachable"]);
  });

  it("twice in haste ends where the last wish was", () => {
    const { room, network } = reacting();
    const first = network.socket.last("reaction.set").ref;
    toggleReaction(room, "m1", "thanks", () => undefined);
    const second = network.socket.last("reaction.set");
    expect(second.on).toBe(false);
    network.socket.receive({ type: "ok", ref: first, version: 1, counts: { thanks: 1 } });
    expect(room.reactedTo("m1")).toMatchObject({ own: [] });
    network.socket.receive({ type: "ok", ref: second.ref, version: 2, counts: {} });
    expect(room.reactedTo("m1")).toEqual({ version: 2, counts: {}, own: [] });
  });
});
