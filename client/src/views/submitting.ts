/** Submitting the composer: what is checked here, so that the server need not refuse it. */
import { countCodePoints, hasSomethingVisible, normaliseBody } from "../core/body";
import { refusal } from "../core/refusal";
import { MAX_BODY_CODE_POINTS } from "../protocol/protocol.gen";
import { withPart } from "./on_demand";
import type { RoomDesk } from "./room_desk";

export function submit(desk: RoomDesk): void {
  const { posting, standing } = desk.live;
  if (standing.value === "guests_only") {
    void posting.begin(desk.nickname.value.trim());
    return;
  }
  const body = normaliseBody(posting.drafting.text.value);
  if (!hasSomethingVisible(body) || desk.isSlowed()) return;
  if (countCodePoints(body) > MAX_BODY_CODE_POINTS) {
    posting.refused.value = { what: "message", refusal: refusal("body_too_long") };
  } else if (posting.drafting.editing.value !== null) {
    withPart(({ saveEdit }) => saveEdit(desk.live));
  } else {
    desk.send();
  }
}
