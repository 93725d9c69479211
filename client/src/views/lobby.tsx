/** The lobby: one card a room, found as one types. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { texts } from "../i18n/texts";
import { follow, isPageSeen } from "../platform/page";
import { locale } from "../platform/preferences";
import type { RoomCard } from "../protocol/protocol.gen";
import { DisplaySettings } from "./display_settings";
import { Icon, Tree } from "./icons";
import { matches } from "./matching";
import { refreshRooms, type Scene, useScene } from "./scene";

const REFRESH_MS = 15_000;
const query = signal("");

export function Lobby() {
  const scene = useScene();
  useEffect(() => keepFresh(scene), [scene]);
  useEffect(() => {
    document.title = scene.boot.instance.name;
  }, [scene]);
  return (
    <div class="page">
      <a class="skip" href="#rooms">
        {texts.value.skipToRooms}
      </a>
      <LobbyTop />
      <main>
        <div class="lobby-head">
          <div>
            <h1>{texts.value.lobbyTitle}</h1>
            <p>{texts.value.lobbyLead}</p>
          </div>
          <Search />
        </div>
        <Cards rooms={scene.rooms.value} />
      </main>
      <LobbyFoot />
    </div>
  );
}

function keepFresh(scene: Scene): () => void {
  void refreshRooms(scene);
  const timer = setInterval(() => {
    if (isPageSeen.value) void refreshRooms(scene);
  }, REFRESH_MS);
  return () => clearInterval(timer);
}

function LobbyTop() {
  const { boot } = useScene();
  return (
    <header class="page-top">
      <a class="brand" href="/" onClick={follow}>
        <Tree />
        {boot.instance.name}
      </a>
      {boot.mode === "demo" && <span class="badge badge-ochre">{texts.value.demo}</span>}
      <div class="end">
        <DisplaySettings />
      </div>
    </header>
  );
}

function Search() {
  return (
    <label class="search">
      <span class="hide">{texts.value.searchRooms}</span>
      <Icon name="search" />
      <input
        class="input"
        type="search"
        placeholder={texts.value.searchRooms}
        value={query.value}
        onInput={(event) => {
          query.value = event.currentTarget.value;
        }}
      />
    </label>
  );
}

function Cards({ rooms }: { rooms: readonly RoomCard[] }) {
  const found = rooms.filter((room) => matches(`${room.name} ${room.topic}`, query.value));
  return (
    <nav id="rooms" tabIndex={-1} aria-label={texts.value.rooms}>
      <p class="hide" role="status">
        {query.value !== "" && found.length > 0 ? texts.value.roomsFound(found.length) : ""}
      </p>
      {found.length === 0 ? (
        <p class="nothing" role="status">
          {rooms.length === 0 ? texts.value.noRooms : texts.value.noRoomFound(query.value)}
        </p>
      ) : (
        <ul class="cards">
          {found.map((room) => (
            <li key={room.slug}>
              <Card room={room} />
            </li>
          ))}
        </ul>
      )}
    </nav>
  );
}

function Card({ room }: { room: RoomCard }) {
  const isForeign = room.language !== locale.value;
  return (
    <article class="card">
      <h2 lang={room.language}>
        <a href={`/r/${room.slug}`} onClick={follow}>
          <bdi>{room.name}</bdi>
        </a>
        {isForeign && (
          <span class="badge" lang={locale.value}>
            <span aria-hidden="true">{room.language.toUpperCase()}</span>
            <span class="hide">{texts.value.inLanguage[room.language]}</span>
          </span>
        )}
      </h2>
      <p lang={room.language} dir="auto">
        {room.topic}
      </p>
      <div class="card-foot">
        <span class="here">
          <Icon name="users" size="s" />
          {presentIn(room)}
        </span>
        {room.readers === "guests" && <span class="badge">{texts.value.guestsOnlyMark}</span>}
      </div>
    </article>
  );
}

function presentIn(room: RoomCard): string {
  const { persons, alsoReading, nobodyHere } = texts.value;
  const parts = [
    ...(room.present > 0 ? [persons(room.present)] : []),
    ...(room.spectators > 0 ? [alsoReading(room.spectators)] : []),
  ];
  return parts.length === 0 ? nobodyHere : parts.join(" · ");
}

function LobbyFoot() {
  const { boot } = useScene();
  return (
    <footer class="foot">
      <span>{texts.value.publisher(boot.instance.publisher)}</span>
      {boot.pages.map((page) => (
        <a key={page} href={`/${page}`}>
          {texts.value.page[page] ?? page}
        </a>
      ))}
    </footer>
  );
}
