/** Leaving: the session ends on the server, and this page's place in the history is given up. */
import { leave } from "../core/leaving";
import type { Visit } from "../core/visit";
import { sideTexts } from "../i18n/side_texts";
import { backAtPage } from "../platform/back";
import { forgetKey } from "../platform/bound_key";
import type { RoomDesk } from "./room_desk";

export async function leaveForGood(visit: Visit, desk: RoomDesk, erase: boolean): Promise<void> {
  const outcome = await leave(visit, erase);
  // Left over, it would tie the next session to this one.
  if (outcome.ok) await forgetKey();
  if (outcome.ok) await goAway(desk);
  else tellFailure(desk);
}

/** Above the room: under the veil of a dialog nobody could read it. */
function tellFailure(desk: RoomDesk): void {
  desk.closeDialog();
  desk.warning.value = sideTexts.value.leaveFailed;
}

/** In the history nothing stays of the room, nor of the dialog that asked. */
async function goAway(desk: RoomDesk): Promise<void> {
  desk.closeDialog();
  await backAtPage();
  location.replace("/");
}
