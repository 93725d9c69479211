/** Attending to a room: it is heard if the guest asked for it, and the tabs agree on what of it is read. */
import { effect } from "@preact/signals";
import { catchUp } from "../core/reading";
import { isPageSeen } from "../platform/page";
import { notices, quiet, sound } from "../platform/preferences";
import { agreeWithTabs } from "../platform/tabs_agreeing";
import { markSeen, seen } from "./news";
import type { RoomDesk } from "./room_desk";
import type { Scene } from "./scene";

const nothing = () => undefined;

/** Returns what to call when the room is left. */
export function attend(desk: RoomDesk, scene: Scene): () => void {
  const stops = [listenIfAsked(desk, scene), agreeOnWhatIsRead(desk)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** What makes a tone or a notification is fetched only once it is wanted. */
function listenIfAsked(desk: RoomDesk, scene: Scene): () => void {
  let stop: () => void = nothing;
  let isLeft = false;
  const stopWatching = effect(() => {
    stop();
    stop = nothing;
    if (quiet.value.value === "on" || (sound.value.value === "off" && notices.value.value === "off")) return;
    void import("./hearing").then(({ hear }) => {
      if (!isLeft) stop = hear(desk, scene);
    }, nothing);
  });
  return () => {
    isLeft = true;
    stopWatching();
    stop();
  };
}

function agreeOnWhatIsRead(desk: RoomDesk): () => void {
  const { slug } = desk.live;
  const tabs = agreeWithTabs(({ room, read = 0 }) => {
    if (read > (seen.peek().get(room) ?? read)) markSeen(room, read);
    if (room === slug && read >= desk.live.offset()) desk.reading.value = catchUp(desk.reading.peek());
  });
  const stopTelling = effect(() => {
    const { offset } = desk.live.state.value;
    if (isPageSeen.value && desk.isAtEnd.value && offset > 0) tabs.tell({ room: slug, read: offset });
  });
  return () => {
    stopTelling();
    tabs.stop();
  };
}
