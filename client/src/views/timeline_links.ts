/** Links to a message: `#m-…` in the address names one, at first when the room was entered, then at each change. */
import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { RoomDesk } from "./room_desk";

const LINK = /^#m-(.+)$/;

export function useLinks(desk: RoomDesk): void {
  useEffect(() => followLinks(desk), [desk]);
}

function followLinks(desk: RoomDesk): () => void {
  const follow = () => {
    const messageId = LINK.exec(location.hash)?.[1];
    if (messageId !== undefined) desk.goTo(decodeURIComponent(messageId));
  };
  const stop = effect(() => {
    if (desk.live.state.value.epoch === "") return;
    queueMicrotask(() => {
      stop();
      follow();
    });
  });
  addEventListener("hashchange", follow);
  return () => {
    stop();
    removeEventListener("hashchange", follow);
  };
}
