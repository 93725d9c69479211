/** In the place of a private room one is no longer in: why, and that it can still be reported. */
import { apartTexts } from "../i18n/apart_texts";
import { sideTexts } from "../i18n/side_texts";
import { follow } from "../platform/page";
import type { RoomDesk } from "../views/room_desk";
import { useScene } from "../views/scene";
import { ownRoomsOf } from "./own_rooms";

export function Gone({ desk, title, lead }: { desk: RoomDesk; title: string; lead: string }) {
  const ended = ownRoomsOf(useScene().visit).ended(desk.live.slug);
  const a = apartTexts.value;
  return (
    <>
      <h2>{ended ? a.gone[ended.why](ended.name) : title}</h2>
      {ended?.reason && (
        <>
          <p>{a.goneReason}</p>
          <p class="said" dir="auto">
            {ended.reason}
          </p>
        </>
      )}
      <p>{ended ? a.goneThen : lead}</p>
      {ended && (
        <button
          type="button"
          class="btn"
          onClick={() => desk.open({ kind: "report", about: { person: null, message: null } })}
        >
          {sideTexts.value.reportRoom}
        </button>
      )}
      <a class="btn" href="/" onClick={follow}>
        {sideTexts.value.allRooms}
      </a>
    </>
  );
}
