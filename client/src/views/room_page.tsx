/** A room's page: rooms, timeline and roster side by side, one column and sheets on a phone. */
import { useEffect } from "preact/hooks";
import { texts } from "../i18n/texts";
import type { RoomInfo } from "../protocol/protocol.gen";
import { Foot } from "./composer_place";
import { ConnectionBar } from "./connection_bar";
import type { RoomDesk } from "./room_desk";
import { RoomDialogs } from "./room_dialogs";
import { RoomHeader } from "./room_header";
import { RoomsSide } from "./rooms_side";
import { RoomRoster } from "./roster";
import { useScene } from "./scene";
import { standingNotice } from "./standing_notice";
import { Timeline } from "./timeline";

export function RoomPage({ desk }: { desk: RoomDesk }) {
  const { boot } = useScene();
  const name = useRoomName(desk);
  useEffect(() => {
    document.title = `${name} · ${boot.instance.name}`;
  }, [name, boot]);
  const notice = standingNotice(desk);
  return (
    <div class="room-page">
      <a class="skip" href="#message">
        {texts.value.skipToMessage}
      </a>
      <nav class="side" aria-label={texts.value.rooms}>
        <RoomsSide desk={desk} />
      </nav>
      <main class="room" aria-label={name}>
        <RoomHeader desk={desk} name={name} />
        <ConnectionBar desk={desk} />
        {notice ?? <Timeline desk={desk} name={name} />}
        <p class="hide" role="status" aria-live="polite">
          {desk.said.value}
        </p>
        <Foot desk={desk} name={name} />
      </main>
      <section class="side roster" aria-label={texts.value.present}>
        <RoomRoster desk={desk} />
      </section>
      <RoomDialogs desk={desk} />
    </div>
  );
}

function useRoomName(desk: RoomDesk): string {
  const { rooms } = useScene();
  const { slug } = desk.live;
  const info: Pick<RoomInfo, "name"> | undefined | null =
    desk.info.value ?? rooms.value.find((room) => room.slug === slug);
  return info?.name ?? slug;
}
