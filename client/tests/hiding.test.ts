import { describe, expect, it } from "vitest";
import { hide, hideFrom, show } from "../src/core/hiding";
import type { RoomEntered } from "../src/protocol/protocol.gen";
import { EPOCH, enteredAs, messageBy, postedBy, sessionOf, tagOf } from "./fakes";
import { acceptEntry, anaInAgora, visitAgora } from "./visits";

const BILAL = { nickname: "Bilal", tag: tagOf("Bilal") };
type Scene = ReturnType<typeof anaInAgora>;

function ok({ network }: Scene): void {
  network.socket.receive({ type: "ok", ref: network.socket.last("guest.hide").ref });
}

function snapshot({ network }: Scene, extra: Partial<RoomEntered>): void {
  acceptEntry(network);
  network.socket.receive(enteredAs("Ana", extra));
}

function bodies({ room }: Scene): string[] {
  return room.state.value.messages.map(({ body }) => body);
}

/** Ana holds messages 1 to 3, hides Bilal, and has the server's word for it. */
function hidden(): Scene {
  const scene = anaInAgora();
  for (const offset of [1, 2, 3])
    scene.network.socket.receive(postedBy(offset === 2 ? "Chloé" : "Bilal", offset));
  hide(scene.room, BILAL, () => undefined);
  ok(scene);
  return scene;
}

describe("hiding someone", () => {
  it("takes effect before the server answers", () => {
    const { room, network } = anaInAgora();
    hide(room, BILAL, () => undefined);
    expect(room.hides(BILAL.tag)).toBe(true);
    expect(network.socket.last("guest.hide")).toMatchObject({ room: "agora", tag: BILAL.tag, hidden: true });
  });

  it("is undone when it was refused", () => {
    const { room, network } = anaInAgora();
    const refused: (string | undefined)[] = [];
    hide(room, BILAL, (refusal) => refused.push(refusal?.code));
    const { ref } = network.socket.last("guest.hide");
    network.socket.receive({ type: "failed", ref, code: "too_many_hidden", message: "" });
    expect(room.hides(BILAL.tag)).toBe(false);
    expect(refused).toEqual(["too_many_hidden"]);
  });

  it("is known again after a reload, and from another tab", () => {
    const { room, network } = visitAgora(sessionOf("Ana"));
    network.socket.open();
    acceptEntry(network);
    network.socket.receive(
      enteredAs("Ana", { you: { nickname: "Ana", tag: "t", named: true, hidden: [BILAL] } }),
    );
    expect(room.hides(BILAL.tag)).toBe(true);
    network.socket.receive({ type: "hiding.changed", room: "agora", people: [] });
    expect(room.hides(BILAL.tag)).toBe(false);
    expect(network.socket.last("room.enter").since).toBeUndefined();
  });

  it("does not announce what they say meanwhile", () => {
    const scene = anaInAgora();
    const arrived: number[] = [];
    scene.room.onArrival = (message) => arrived.push(message.offset);
    hide(scene.room, BILAL, () => undefined);
    scene.network.socket.receive(postedBy("Bilal", 1));
    scene.network.socket.receive(postedBy("Chloé", 2));
    expect(arrived).toEqual([2]);
  });
});

describe("seeing someone again", () => {
  it("asks for a snapshot, without a position, and keeps what was held above it", () => {
    const scene = hidden();
    const { room, network } = scene;
    network.socket.receive({ type: "message.hidden", room: "agora", epoch: EPOCH, offset: 4 });
    show(room, BILAL.tag, () => undefined);
    ok(scene);
    expect(network.socket.last("room.enter").since).toBeUndefined();
    snapshot(scene, { offset: 4, more: true, messages: [messageBy("Bilal", 3), messageBy("Bilal", 4)] });
    // Of Bilal's, what stood above may have been edited unseen: only Chloé's is sure.
    expect(bodies(scene)).toEqual(["message 2", "message 3", "message 4"]);
    expect(room.hides(BILAL.tag)).toBe(false);
  });

  it("keeps nothing when something may be missing between", () => {
    const scene = hidden();
    show(scene.room, BILAL.tag, () => undefined);
    ok(scene);
    snapshot(scene, { offset: 9, more: true, messages: [messageBy("Bilal", 8), messageBy("Bilal", 9)] });
    expect(bodies(scene)).toEqual(["message 8", "message 9"]);
    expect(scene.room.state.value.more).toBe(true);
  });

  it("is not done while the server does not answer", () => {
    const { room, network } = hidden();
    show(room, BILAL.tag, () => undefined);
    expect(room.hides(BILAL.tag)).toBe(false);
    network.socket.drop();
    expect(room.hides(BILAL.tag)).toBe(true);
  });

  it("works for a room that is not open, from anywhere", async () => {
    const { visit, network } = visitAgora(sessionOf("Ana"));
    const outcome = hideFrom(visit, "cuisine", BILAL.tag, false);
    network.socket.open();
    const asked = network.socket.sent.find((command) => command.type === "guest.hide");
    expect(asked).toMatchObject({ room: "cuisine", tag: BILAL.tag, hidden: false });
    network.socket.receive({ type: "ok", ref: asked?.ref });
    expect((await outcome).ok).toBe(true);
  });
});
