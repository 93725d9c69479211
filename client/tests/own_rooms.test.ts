import { describe, expect, it } from "vitest";
import { OwnRooms } from "../src/core/own_rooms";
import { isApart } from "../src/core/place";
import type { PrivateRooms } from "../src/protocol/protocol.gen";
import { messageBy } from "./fakes";
import { anaInAgora, settle } from "./visits";

const CARD = { slug: "agora", name: "Les voisines", adult: false, opened: false, owner: true, members: 2 };

/** Ana, in a private room that takes the place of the agora. */
async function ana() {
  const scene = anaInAgora();
  const told: PrivateRooms = { rooms: [CARD], ended: [] };
  const own = new OwnRooms(scene.visit, async () => ({ ok: true, value: told }));
  own.start();
  await settle();
  return { ...scene, own, socket: scene.network.socket };
}

describe("one's private rooms", () => {
  it("are known with whether one owns them", async () => {
    const { own } = await ana();
    expect(own.find("agora")?.owner).toBe(true);
    expect(own.find("elsewhere")).toBeUndefined();
  });

  it("leave nothing on screen once one was removed, and keep the reason", async () => {
    const { own, room, socket } = await ana();
    room.state.value = { ...room.state.value, epoch: "e1", quoted: [], messages: [] };
    socket.receive({
      type: "message.posted",
      room: "agora",
      epoch: "e1",
      offset: 1,
      message: messageBy("Bilal", 1),
    });
    expect(room.state.value.messages).toHaveLength(1);
    const over = { room: "agora", name: "Les voisines", why: "removed", reason: "On ne se connaît pas." };
    socket.receive({ type: "membership.ended", ...over });
    expect(room.state.value.messages).toEqual([]);
    expect(own.find("agora")).toBeUndefined();
    expect(own.ended("agora")).toMatchObject({ why: "removed", reason: over.reason });
    const { ref } = socket.last("room.enter");
    socket.receive({ type: "failed", ref, code: "not_found", message: "" });
    expect(room.standing.value).toBe("not_found");
  });

  it("are nobody's once the session is over", async () => {
    const { own, visit } = await ana();
    visit.sessionIsGone();
    expect(own.held.value.rooms).toEqual([]);
  });
});

describe("a slug", () => {
  it("tells a private place from a room of the list", () => {
    expect(isApart(`p-${"a2".repeat(13)}`)).toBe(true);
    expect(isApart(`c-${"a2".repeat(13)}`)).toBe(true);
    expect(isApart("p-tit-dejeuner")).toBe(false);
    expect(isApart("cuisine")).toBe(false);
  });
});
