/** A visit to the agora with everything outside it faked. */
import { Visit } from "../src/core/visit";
import type { SessionInfo } from "../src/protocol/protocol.gen";
import {
  AGORA,
  enteredAs,
  FakeApi,
  FakeClock,
  FakeKeyring,
  FakeNetwork,
  fakeChance,
  sessionOf,
} from "./fakes";

export function visitAgora(session: SessionInfo | null = null) {
  const clock = new FakeClock();
  const network = new FakeNetwork();
  const api = new FakeApi();
  const keyring = new FakeKeyring();
  const told: string[] = [];
  const visit = new Visit(
    { api, clock, transport: network.transport, chance: fakeChance(), keyring: async () => keyring },
    { session, locale: () => "fr", tellTabs: () => told.push("session") },
  );
  const room = visit.room("agora", AGORA);
  visit.open(room);
  return { visit, room, clock, network, api, told, keyring };
}

/** Ana, known to the server, in the room. */
export function anaInAgora() {
  const scene = visitAgora(sessionOf("Ana"));
  scene.network.socket.open();
  acceptEntry(scene.network);
  scene.network.socket.receive(enteredAs("Ana"));
  return scene;
}

export function acceptEntry(network: FakeNetwork): void {
  network.socket.receive({ type: "ok", ref: network.socket.last("room.enter").ref });
}

/** What the guest sees of what they wrote: each text and how far it is. */
export function shown(room: { posting: { outbox: { value: readonly { body: string; status: string }[] } } }) {
  return room.posting.outbox.value.map(({ body, status }) => `${body}: ${status}`);
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
