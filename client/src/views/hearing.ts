/** Hearing: a tone, or a notification, for what arrives while the page is not seen. */
import { effect } from "@preact/signals";
import { type Arrival, arrivalBetween } from "../core/arrival";
import { loadPartTexts, partTexts } from "../i18n/part_texts";
import { notify } from "../platform/notifying";
import { isPageSeen, visitAddress } from "../platform/page";
import { notices, sound } from "../platform/preferences";
import { playTone } from "../platform/sound";
import type { RoomDesk } from "./room_desk";
import type { Scene } from "./scene";

const QUIET_MS = 1_500;

/** Listen in a room until what is returned is called. */
export function hear(desk: RoomDesk, scene: Scene): () => void {
  const { live } = desk;
  const ring = sparingly(() => void playTone());
  let before = live.state.peek();
  let seen = before.offset;
  return effect(() => {
    const after = live.state.value;
    const arrival = arrivalBetween(before, after, live.ownTags.peek(), seen);
    before = after;
    if (isPageSeen.value) {
      seen = after.offset;
      return;
    }
    if (isToBeHeard(arrival)) ring();
    if (arrival.isAddressed && notices.value.peek() === "on") void notifyOf(desk, scene);
  });
}

function isToBeHeard({ isAny, isAddressed }: Arrival): boolean {
  const wanted = sound.value.peek();
  return wanted === "all" ? isAny || isAddressed : wanted === "addressed" && isAddressed;
}

/** A burst rings once. */
function sparingly(act: () => void): () => void {
  let quietUntil = 0;
  return () => {
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + QUIET_MS;
    act();
  };
}

/** Where, and nothing else: neither who nor what. */
async function notifyOf(desk: RoomDesk, scene: Scene): Promise<void> {
  await loadPartTexts();
  const name = desk.info.peek()?.name ?? "";
  const path = `/r/${desk.live.slug}`;
  await notify(scene.boot.instance.name, partTexts.peek().addressedIn(name), () => visitAddress(path));
}
