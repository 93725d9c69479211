/** The left side: the rooms, oneself, and the settings. */
import { loadApartTexts } from "../i18n/apart_texts";
import { sideTexts } from "../i18n/side_texts";
import { texts } from "../i18n/texts";
import { follow } from "../platform/page";
import type { RoomCard } from "../protocol/protocol.gen";
import { Brand } from "./brand";
import { Icon } from "./icons";
import { lazy } from "./lazy";
import { hasNews } from "./news";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";
import { Self } from "./self";
import { SettingsButton } from "./settings_button";

/** Nothing of it is fetched for a spectator. */
const SideList = lazy(async () => {
  const [{ SideList: view }] = await Promise.all([import("../apart/side_list"), loadApartTexts()]);
  return view;
}, true);

export function RoomsSide({ desk }: { desk: RoomDesk }) {
  const { rooms, visit } = useScene();
  return (
    <>
      <div class="side-top">
        <Brand />
        <SettingsButton onOpen={() => desk.closeDialog()} />
      </div>
      <div class="side-scroll">
        <h2>{texts.value.rooms}</h2>
        <ul>
          {rooms.value.map((room) => (
            <li key={room.slug}>
              <RoomLink room={room} isHere={room.slug === desk.live.slug} />
            </li>
          ))}
          <li>
            <a class="row" href="/" onClick={follow}>
              <span class="row-main row-link">{sideTexts.value.allRooms}</span>
            </a>
          </li>
        </ul>
        {visit.session.value && (
          <SideList here={desk.live.slug} onRequests={() => desk.open({ kind: "requests" })} />
        )}
      </div>
      <div class="side-foot">
        <Self desk={desk} />
        <PageLinks />
      </div>
    </>
  );
}

function RoomLink({ room, isHere }: { room: RoomCard; isHere: boolean }) {
  const isNew = !isHere && hasNews(room);
  return (
    <a
      class={isNew ? "row row-new" : "row"}
      href={`/r/${room.slug}`}
      aria-current={isHere ? "page" : undefined}
      onClick={follow}
    >
      <span class="row-main" lang={room.language} dir="auto">
        {room.name}
      </span>
      {room.kind === "adult" && (
        <span class="n">
          <span aria-hidden="true">{sideTexts.value.adultsMark}</span>
          <span class="hide">({sideTexts.value.adultsOnly})</span>
        </span>
      )}
      {room.readers === "guests" && (
        <span class="n">
          <span class="hide">({sideTexts.value.guestsOnlyMark})</span>
          <Icon name="users" size="s" />
        </span>
      )}
      {isNew && <span class="hide">({sideTexts.value.news})</span>}
    </a>
  );
}

function PageLinks() {
  const { boot } = useScene();
  return (
    <p class="page-links">
      {boot.pages.map((page) => (
        <a key={page} href={`/${page}`}>
          {sideTexts.value.shortPage[page] ?? page}
        </a>
      ))}
    </p>
  );
}
