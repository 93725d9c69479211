/** Keeping up with what is private: what waits is marked on the tab, heard if that was asked for, and read in any tab. */
import { effect } from "@preact/signals";
import { waitingIn } from "../core/correspondence";
import type { Corresponding } from "../core/corresponding";
import { apartTexts, loadApartTexts } from "../i18n/apart_texts";
import { notify } from "../platform/notifying";
import { isPageSeen, tick } from "../platform/page";
import { notices, quiet, sound } from "../platform/preferences";
import { playTone } from "../platform/sound";
import { agreeWithTabs } from "../platform/tabs_agreeing";
import { isWaited } from "../views/page_title";
import type { Scene } from "../views/scene";
import { correspondingOf } from "./correspondence";

export function keepUp(scene: Scene): void {
  const corresponding = correspondingOf(scene.visit);
  // What is said in a conversation one does not read is counted by the server.
  effect(() => {
    void tick.value;
    if (isPageSeen.value && corresponding.held.peek().conversations.length > 0) void corresponding.refresh();
  });
  agreeWithTabs(({ room, read }) => read && corresponding.read(room));
  let before = 0;
  effect(() => {
    const now = waitingIn(corresponding.held.value);
    isWaited.value = now > 0;
    document.documentElement.toggleAttribute("data-waited", now > 0);
    if (now > before && !isPageSeen.peek()) void makeHeard(scene);
    before = now;
  });
  sayRequests(corresponding);
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
