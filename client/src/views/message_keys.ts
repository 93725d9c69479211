/** The keys of one message, while it has the focus. */
import type { TargetedKeyboardEvent } from "preact";
import { singleKeys } from "../platform/preferences";
import * as acts from "./acts";
import type { RoomDesk } from "./room_desk";
import type { MessageRow } from "./timeline_rows";

type Pressed = Pick<TargetedKeyboardEvent<HTMLElement>, "key" | "shiftKey">;

/** What a key does to a message; undefined when it does nothing. `element` is the message on the page. */
export function actionOn(
  { key, shiftKey }: Pressed,
  row: MessageRow,
  desk: RoomDesk,
  element: HTMLElement,
): (() => void) | undefined {
  const { message, isOwn } = row;
  const openMenu = () => {
    desk.talk.menu.value = { row, opener: element };
  };
  if (key === "Enter" || key === "ContextMenu" || (key === "F10" && shiftKey)) return openMenu;
  if (key === "Delete") return isOwn ? () => acts.remove(desk, message) : undefined;
  if (singleKeys.value.peek() !== "on") return undefined;
  switch (key.toLowerCase()) {
    case "r":
      return () => acts.reply(desk, message);
    case "a":
    case "+":
      return openMenu;
    case "c":
      return () => acts.copyText(desk, message);
    case "e":
      return isOwn ? () => acts.edit(desk, message) : undefined;
    default:
      return undefined;
  }
}
