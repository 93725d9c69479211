/** Keeping up with what is private: what waits is marked on the tab, heard if that was asked for, and read in any tab. */
import { effect, type Signal, signal } from "@preact/signals";
import { NO_CORRESPONDENCE, waitingIn } from "../core/correspondence";
import type { Corresponding } from "../core/corresponding";
import type { OwnRooms } from "../core/own_rooms";
import { apartTexts, loadApartTexts } from "../i18n/apart_texts";
import { notify } from "../platform/notifying";
import { isPageSeen } from "../platform/page";
import { notices, quiet, sound } from "../platform/preferences";
import { playTone } from "../platform/sound";
import { agreeWithTabs } from "../platform/tabs_agreeing";
import { isWaited } from "../views/page_title";
import type { Scene } from "../views/scene";
import { correspondingOf } from "./correspondence";
import { ownRoomsOf } from "./own_rooms";

export function keepUp(scene: Scene): void {
  const corresponding = correspondingOf(scene.visit);
  const own = ownRoomsIfAny(scene, corresponding);
  agreeWithTabs(({ room, read }) => {
    if (!read) return;
    corresponding.read(room);
    own.peek()?.read(room);
  });
  let before = 0;
  effect(() => {
    const now = waitingIn(corresponding.held.value) + (own.value?.waiting() ?? 0);
    isWaited.value = now > 0;
    document.documentElement.toggleAttribute("data-waited", now > 0);
    if (now > before && !isPageSeen.peek()) void makeHeard(scene);
    before = now;
  });
  sayRequests(corresponding);
}

/** One's private rooms, asked for once one seems to have any: those who prove nothing are hardly ever let into one. */
function ownRoomsIfAny({ visit }: Scene, { held }: Corresponding): Signal<OwnRooms | null> {
  const own: Signal<OwnRooms | null> = signal(null);
  effect(() => {
    if (held.value !== NO_CORRESPONDENCE) own.value = ownRoomsOf(visit);
  });
  visit.listeners.push((event) => {
    if (event.type === "unread.changed") own.value = ownRoomsOf(visit);
  });
  return own;
}

/** To who does not see the list of requests: on a phone it is in a sheet, and to a screen reader far away. */
function sayRequests({ held }: Corresponding): void {
  const said = document.createElement("p");
  said.className = "hide";
  said.role = "status";
  document.body.append(said);
  let before = 0;
  effect(() => {
    const { length } = held.value.received;
    if (length > before)
      void loadApartTexts().then(() => {
        said.textContent = apartTexts.peek().requestCame;
      });
    else if (length === 0) said.textContent = "";
    before = length;
  });
}

/** That something waits, and nothing else: neither who nor what. */
async function makeHeard({ boot }: Scene): Promise<void> {
  if (quiet.value.peek() === "on") return;
  if (sound.value.peek() !== "off") void playTone();
  if (notices.value.peek() === "off") return;
  await loadApartTexts();
  await notify(boot.instance.name, apartTexts.peek().somethingWaits, () => undefined);
}
