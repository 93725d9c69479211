/** A room's page: rooms, timeline and roster side by side, one column and sheets on a phone. */
import { isApart } from "../core/place";
import { loadSideTexts } from "../i18n/side_texts";
import { texts } from "../i18n/texts";
import { hasLeft, hasRight } from "../platform/columns";
import type { RoomInfo } from "../protocol/protocol.gen";
import { Foot, fieldId } from "./composer_place";
import { ConnectionBar } from "./connection_bar";
import { lazy } from "./lazy";
import { usePageTitle } from "./page_title";
import { PinnedLine } from "./pinned";
import type { RoomDesk } from "./room_desk";
import { RoomDialogs } from "./room_dialogs";
import { RoomHeader } from "./room_header";
import { useScene } from "./scene";
import { isShut, SanctionPlace, StandingNotice } from "./standing";
import { Timeline } from "./timeline";

/** Nothing is told while they are fetched: the room itself is here. */
const RoomsSide = lazy(async () => (await fetchSides()).RoomsSide, true);
const RoomRoster = lazy(async () => (await fetchSides()).RoomRoster, true);

/** The head of a private room or a conversation. */
const ApartHead = lazy(async () => (await import("../apart/entrance")).fetchHead(), true);

async function fetchSides() {
  const [sides] = await Promise.all([import("./sides"), loadSideTexts()]);
  return sides;
}

export function RoomPage({ desk }: { desk: RoomDesk }) {
  const { boot, visit } = useScene();
  const name = useRoomName(desk);
  const isPrivate = isApart(desk.live.slug);
  // Of what is private the title tells nothing.
  usePageTitle(`${isPrivate ? "" : `${name} · `}${boot.instance.name}`, desk.reading.value.unseen > 0);
  return (
    <div class="room-page">
      <SkipLink desk={desk} />
      <nav class="side" aria-label={texts.value.rooms}>
        {hasLeft.value && <RoomsSide desk={desk} />}
      </nav>
      <main class="room" aria-label={name}>
        {isPrivate ? <ApartHead desk={desk} name={name} /> : <RoomHeader desk={desk} name={name} />}
        <ConnectionBar desk={desk} />
        <PinnedLine desk={desk} />
        {desk.live.toRead.value ? (
          <SanctionPlace desk={desk} name={name} sanction={desk.live.toRead.value} />
        ) : isShut(desk, visit) ? (
          <div class="place" role="status">
            <StandingNotice desk={desk} />
          </div>
        ) : (
          <Timeline desk={desk} name={name} />
        )}
        <p class="hide" role="status" aria-live="polite">
          {desk.said.value}
        </p>
        <Foot desk={desk} name={name} />
      </main>
      <section class="side roster" aria-label={texts.value.present}>
        {hasRight.value && <RoomRoster desk={desk} />}
      </section>
      <RoomDialogs desk={desk} />
    </div>
  );
}

function SkipLink({ desk }: { desk: RoomDesk }) {
  const field = fieldId(desk, useScene().visit);
  if (field === null) return null;
  return (
    <a class="skip" href={`#${field}`}>
      {texts.value.skipToMessage}
    </a>
  );
}

function useRoomName(desk: RoomDesk): string {
  const { rooms } = useScene();
  const { slug } = desk.live;
  const info: Pick<RoomInfo, "name"> | undefined | null =
    desk.info.value ?? rooms.value.find((room) => room.slug === slug);
  return desk.with.value || (info?.name ?? slug);
}
