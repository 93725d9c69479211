/** The lobby: one card a room, found as one types. */
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { loadApartTexts } from "../i18n/apart_texts";
import { lobbyTexts } from "../i18n/lobby_texts";
import { sideTexts } from "../i18n/side_texts";
import { texts } from "../i18n/texts";
import type { Boot } from "../platform/boot";
import { INVITATION } from "../platform/invited";
import { locale } from "../platform/locale";
import { follow, route } from "../platform/page";
import type { Locale, RoomCard } from "../protocol/protocol.gen";
import { Brand } from "./brand";
import { Cover } from "./cover";
import { Icon } from "./icons";
import { lazy } from "./lazy";
import "./more_icons";
import { matches } from "./matching";
import { hasNews } from "./news";
import { OtherLanguage } from "./other_language";
import { usePageTitle } from "./page_title";
import { refreshRooms } from "./refreshing";
import { useScene } from "./scene";
import { SettingsButton } from "./settings_button";

const query = signal("");
/** Telling about something, and reading what became of it: without a session. */
const FOR_ANYBODY = ["notice", "receipt"];

const InvitationPage = lazy(async () => {
  const [{ InvitationPage: view }] = await Promise.all([
    import("../apart/invitation_page"),
    loadApartTexts(),
  ]);
  return view;
});
/** Nothing of it is fetched for a spectator. */
const LobbyList = lazy(async () => {
  const [{ LobbyList: view }] = await Promise.all([import("../apart/lobby_list"), loadApartTexts()]);
  return view;
}, true);
const CreateDialog = lazy(async () => {
  const [{ CreateDialog: view }] = await Promise.all([import("../apart/create_dialog"), loadApartTexts()]);
  return view;
});

/** What is no room's: the invitation one came with, or the rooms. */
export function Lobby() {
  const here = route.value;
  return here.page === "lobby" && here.path === INVITATION ? <InvitationPage /> : <Rooms />;
}

function Rooms() {
  const scene = useScene();
  useEffect(() => void refreshRooms(scene), [scene]);
  usePageTitle(scene.boot.instance.name, false);
  const welcome = welcomeIn(scene.boot, locale.value);
  return (
    <div class="page">
      <a class="skip" href="#rooms">
        {lobbyTexts.value.skipToRooms}
      </a>
      <LobbyTop />
      <main>
        <div class="lobby-head">
          <div>
            <h1>{lobbyTexts.value.lobbyTitle}</h1>
            <p>{lobbyTexts.value.lobbyLead}</p>
          </div>
          <div class="lobby-tools">
            <Search />
            <Creating />
          </div>
        </div>
        {welcome !== null && (
          <p class="welcome" lang={welcome.lang} dir="auto">
            {welcome.text}
          </p>
        )}
        {scene.visit.session.value && <LobbyList />}
        <Cards rooms={scene.rooms.value} />
      </main>
      <LobbyFoot />
    </div>
  );
}

function Creating() {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    // Until then the page is inert.
    setTimeout(() => opener.current?.focus());
  };
  return (
    <>
      <button ref={opener} type="button" class="btn" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="lock" size="s" />
        {lobbyTexts.value.newRoom}
      </button>
      {isOpen && <CreateDialog onClose={close} onGiveUp={close} />}
    </>
  );
}

interface Welcome {
  readonly lang: Locale;
  readonly text: string;
}

/** The operator's words in the language of the page, or else in their own. */
function welcomeIn(boot: Boot, asked: Locale): Welcome | null {
  const { welcome, language } = boot.instance;
  const lang = welcome[asked] ? asked : language;
  const text = welcome[lang];
  return text ? { lang, text } : null;
}

function LobbyTop() {
  const { boot } = useScene();
  const t = texts.value;
  return (
    <header class="page-top">
      <Brand />
      {boot.mode === "demo" && <span class="badge badge-ochre">{t.demo}</span>}
      <div class="end">
        {boot.pages.includes("rules") && (
          <a class="only-wide" href="/rules">
            {lobbyTexts.value.page["rules"]}
          </a>
        )}
        <OtherLanguage />
        <SettingsButton />
      </div>
    </header>
  );
}

function Search() {
  return (
    <label class="search">
      <span class="hide">{lobbyTexts.value.searchRooms}</span>
      <Icon name="search" />
      <input
        class="input"
        type="search"
        placeholder={lobbyTexts.value.searchRooms}
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
        {query.value !== "" && found.length > 0 ? lobbyTexts.value.roomsFound(found.length) : ""}
      </p>
      {found.length === 0 ? (
        <NothingFound hasRooms={rooms.length > 0} />
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

/** No room is open, or none answers to the search: either way there is something to do. */
function NothingFound({ hasRooms }: { hasRooms: boolean }) {
  const l = lobbyTexts.value;
  const scene = useScene();
  return (
    <div class="nothing" role="status">
      <p>{hasRooms ? l.noRoomFound(query.value) : l.noRooms}</p>
      {hasRooms ? (
        <button
          type="button"
          class="btn"
          onClick={(event) => {
            event.currentTarget.closest("main")?.querySelector("input")?.focus();
            query.value = "";
          }}
        >
          {l.showAllRooms}
        </button>
      ) : (
        <button type="button" class="btn" onClick={() => void refreshRooms(scene)}>
          {l.lookAgain}
        </button>
      )}
    </div>
  );
}

function Card({ room }: { room: RoomCard }) {
  const isForeign = room.language !== locale.value;
  const isNew = hasNews(room);
  return (
    <article class={isNew ? "card card-new" : "card"}>
      <h2 lang={room.language}>
        <a href={`/r/${room.slug}`} onClick={follow}>
          <bdi>{room.name}</bdi>
        </a>
        {isForeign && (
          <span class="badge" lang={locale.value}>
            <span aria-hidden="true">{room.language.toUpperCase()}</span>
            <span class="hide">{lobbyTexts.value.inLanguage[room.language]}</span>
          </span>
        )}
        {isNew && (
          <span class="badge badge-accent" lang={locale.value}>
            {sideTexts.value.news}
          </span>
        )}
        {room.kind === "adult" && <AdultMark />}
        {room.readers === "guests" && (
          <span class="badge" lang={locale.value}>
            {sideTexts.value.guestsOnlyMark}
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
        {room.cover && <Cover told={room.cover} as="short" />}
      </div>
    </article>
  );
}

function AdultMark() {
  return (
    <span class="badge" lang={locale.value}>
      <Icon name="lock" size="s" />
      <span aria-hidden="true">{sideTexts.value.adultsMark}</span>
      <span class="hide">{sideTexts.value.adultsOnly}</span>
    </span>
  );
}

function presentIn(room: RoomCard): string {
  const { alsoReading, nobodyHere, persons } = lobbyTexts.value;
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
      {boot.instance.publisher !== "" && <span>{lobbyTexts.value.publisher(boot.instance.publisher)}</span>}
      {[...boot.pages, ...FOR_ANYBODY].map((page) => (
        <a key={page} href={`/${page}`}>
          {lobbyTexts.value.page[page] ?? page}
        </a>
      ))}
    </footer>
  );
}
