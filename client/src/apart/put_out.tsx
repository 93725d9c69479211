/** On the card of a member: removing them, for who owns the room. */
import { apartTexts } from "../i18n/apart_texts";
import { Icon } from "../views/icons";
import "../views/more_icons";
import type { RoomDesk } from "../views/room_desk";
import { useScene } from "../views/scene";
import { ownRoomsOf } from "./own_rooms";

export function PutOut({ desk, onClick }: { desk: RoomDesk; onClick: () => void }) {
  if (!ownRoomsOf(useScene().visit).find(desk.live.slug)?.owner) return null;
  return (
    <button type="button" class="btn" onClick={onClick}>
      <Icon name="door" size="s" />
      {apartTexts.value.putOutDo}
    </button>
  );
}
