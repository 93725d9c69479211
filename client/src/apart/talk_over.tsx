/** In the composer's place, in a conversation that is over or suspended: that it is, and which rule did it. */
import { apartTexts } from "../i18n/apart_texts";
import { Icon } from "../views/icons";
import type { RoomDesk } from "../views/room_desk";
import { useScene } from "../views/scene";
import { correspondingOf } from "./correspondence";

export function TalkOver({ desk }: { desk: RoomDesk }) {
  const statement = correspondingOf(useScene().visit).statements.value.get(desk.live.slug);
  const a = apartTexts.value;
  const isFrozen = desk.over.value === "frozen";
  return (
    <div class="composer">
      <div class="notice" role="status">
        <Icon name={isFrozen ? "pause" : "door"} />
        <div>
          <h2>{isFrozen ? a.frozenTitle : a.overTitle}</h2>
          <p>{isFrozen ? (statement ?? a.frozenLead) : a.overLead}</p>
        </div>
      </div>
    </div>
  );
}
