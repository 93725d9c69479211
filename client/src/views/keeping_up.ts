/** Keeping up, once what is read is on the page: choices kept here, the offer to install, the list of rooms, what is private. */
import { effect } from "@preact/signals";
import { showMark } from "../platform/favicon";
import { startInstalling } from "../platform/installing";
import { isPageSeen, route, tick } from "../platform/page";
import { quiet, startPreferences } from "../platform/preferences";
import { wasElsewhere } from "./news";
import { isMarked, isUndisturbed } from "./page_title";
import { refreshRooms } from "./refreshing";
import type { Scene } from "./scene";

export function keepUp(scene: Scene): void {
  startPreferences();
  startInstalling();
  keepRoomsFresh(scene);
  keepUpApart(scene);
  markTheTab();
}

/** Neither who nor what: that something came, and only for who may be disturbed. */
function markTheTab(): void {
  effect(() => {
    isUndisturbed.value = quiet.value.value === "on";
  });
  effect(() => showMark(isMarked.value));
}

/** Nothing of it is fetched for a spectator. */
function keepUpApart(scene: Scene): void {
  let isFetching = false;
  effect(() => {
    if (scene.visit.session.value === null || isFetching) return;
    isFetching = true;
    import("../apart/keeping_up").then(
      ({ keepUp }) => keepUp(scene),
      () => {
        isFetching = false;
      },
    );
  });
}

/** Once in so many half minutes: in the lobby, where the rooms are what is read, beside a room, and beside two. */
const EVERY = { lobby: 1, room: 10, rooms: 4 };

/**
 * While the page is seen, and as soon as it is seen again. The list weighs 1.8 kB with its headers, and a quiet room
 * must not cost a guest more than 1 kB a minute: it comes more often only where it can show something new.
 */
function keepRoomsFresh(scene: Scene): void {
  let since = -1;
  effect(() => {
    void tick.value;
    if (!isPageSeen.value) {
      since = EVERY.room;
      return;
    }
    since += 1;
    const every = route.peek().page === "lobby" ? EVERY.lobby : EVERY[wasElsewhere() ? "rooms" : "room"];
    if (since < every) return;
    since = 0;
    void refreshRooms(scene);
  });
}
