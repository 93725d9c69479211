/** Which dialog or sheet of a room is open; what draws it is fetched at the first sign of life. */
import { useEffect, useLayoutEffect } from "preact/hooks";
import { loadPanelTexts } from "../i18n/panel_texts";
import { loadSideTexts } from "../i18n/side_texts";
import { onFirstSign } from "../platform/first_sign";
import { lazy } from "./lazy";
import type { RoomDesk } from "./room_desk";

const OverRoom = lazy(async () => {
  const [{ OverRoom: view }] = await Promise.all([import("./over_room"), loadPanelTexts(), loadSideTexts()]);
  return view;
});

export function RoomDialogs({ desk }: { desk: RoomDesk }) {
  const open = desk.dialog.value;
  useEffect(() => onFirstSign(() => void OverRoom.fetch()), []);
  useLayoutEffect(() => {
    if (open === null) desk.returnFocus();
  }, [open, desk]);
  return open && <OverRoom desk={desk} open={open} onGiveUp={() => desk.closeDialog()} />;
}
