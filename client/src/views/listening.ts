/** Listening, if the guest asked for it: what makes a tone or a notification is fetched only then. */
import { effect } from "@preact/signals";
import type { RoomDesk } from "./room_desk";
import type { Scene } from "./scene";

const nothing = () => undefined;

/** Returns what to call when the room is left. */
export function listen(desk: RoomDesk, scene: Scene): () => void {
  let stop: () => void = nothing;
  let stopWatching: () => void = nothing;
  let isLeft = false;
  void import("../platform/preferences").then(({ notices, sound }) => {
    if (isLeft) return;
    stopWatching = effect(() => {
      stop();
      stop = nothing;
      if (sound.value.value === "off" && notices.value.value === "off") return;
      void import("./hearing").then(({ hear }) => {
        if (!isLeft) stop = hear(desk, scene);
      }, nothing);
    });
  }, nothing);
  return () => {
    isLeft = true;
    stopWatching();
    stop();
  };
}
