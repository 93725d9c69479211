/** What is told in a toast for the eye, and in the live region for the ear. */
import type { RoomDesk } from "./room_desk";
import type { Toast } from "./talk";

const TOAST_MS = 4_000;
const UNDO_MS = 10_000;

export function tell(desk: RoomDesk, text: string, undo: (() => void) | null = null): void {
  const toast: Toast = { text, undo };
  desk.talk.toast.value = toast;
  desk.say(text);
  setTimeout(() => endToast(desk, toast), undo ? UNDO_MS : TOAST_MS);
}

export function endToast({ talk }: RoomDesk, toast: Toast): void {
  if (talk.toast.value === toast) talk.toast.value = null;
}
