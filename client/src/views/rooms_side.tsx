/** The left side: the rooms, oneself, and the display settings. */
import { texts } from "../i18n/texts";
import { follow } from "../platform/page";
import type { RoomCard } from "../protocol/protocol.gen";
import { DisplaySettings } from "./display_settings";
import { Icon, Tree } from "./icons";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";
import { Self } from "./self";

export function RoomsSide({ desk }: { desk: RoomDesk }) {
  const { boot, rooms } = useScene();
  return (
    <>
      <div class="side-top">
        <a class="brand" href="/" onClick={follow}>
          <Tree />
          {boot.instance.name}
        </a>
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
              <span class="row-main row-link">{texts.value.allRooms}</span>
            </a>
          </li>
        </ul>
      </div>
      <div class="side-foot">
        <Self desk={desk} />
        <DisplaySettings />
        <PageLinks />
      </div>
    </>
  );
}

function RoomLink({ room, isHere }: { room: RoomCard; isHere: boolean }) {
  return (
    <a
      class="row"
      href={`/r/${room.slug}`}
      lang={room.language}
      aria-current={isHere ? "page" : undefined}
      onClick={follow}
    >
      <span class="row-main" dir="auto">
        {room.name}
      </span>
      {room.readers === "guests" && (
        <span class="n" lang={document.documentElement.lang}>
          <span class="hide">{texts.value.guestsOnlyMark}</span>
          <Icon name="users" size="s" />
        </span>
      )}
    </a>
  );
}

function PageLinks() {
  const { boot } = useScene();
  return (
    <p class="page-links">
      {boot.pages.map((page) => (
        <a key={page} href={`/${page}`}>
          {texts.value.shortPage[page] ?? page}
        </a>
      ))}
    </p>
  );
}
