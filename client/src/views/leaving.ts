/** Leaving: the session ends on the server, and this page's place in the history is given up. */
import type { Visit } from "../core/visit";
import { texts } from "../i18n/texts";
import type { RoomDesk } from "./room_desk";

export async function leaveForGood(visit: Visit, desk: RoomDesk, erase: boolean): Promise<void> {
  const outcome = await visit.leave(erase);
  if (outcome.ok) location.replace("/");
  else desk.warning.value = texts.value.leaveFailed;
}
