/** Listening: what makes a tone or a notification, and agrees with the other tabs, is fetched once a room is read. */
import type { RoomDesk } from "./room_desk";
import type { Scene } from "./scene";

const nothing = () => undefined;

/** Returns what to call when the room is left. */
export function listen(desk: RoomDesk, scene: Scene): () => void {
  let stop: () => void = nothing;
  let isLeft = false;
  void import("./attending").then(({ attend }) => {
    if (!isLeft) stop = attend(desk, scene);
  }, nothing);
  return () => {
    isLeft = true;
    stop();
  };
}
