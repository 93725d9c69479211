/** The head of a room: its name, its topic, how many are here. */
import { useState } from "preact/hooks";
import { texts } from "../i18n/texts";
import { Cover } from "./covers";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

/** As wide as the figure that takes its place. */
const FIGURE_SPACE = "\u2007";

export function RoomHeader({ desk, name }: { desk: RoomDesk; name: string }) {
  const { boot } = useScene();
  const t = texts.value;
  const { cover, epoch, presence } = desk.live.state.value;
  // Nothing is known of a room that was not entered: it may be full.
  const present = epoch === "" ? null : presence.present || +desk.live.named.value;
  return (
    <header class="room-head">
      <button
        type="button"
        class="icon-btn only-narrow"
        aria-label={t.rooms}
        aria-haspopup="dialog"
        onClick={() => desk.open({ kind: "rooms" })}
      >
        <Icon name="menu" />
      </button>
      <div class="room-title">
        <h1 dir="auto" lang={desk.info.value?.language}>
          {name}
        </h1>
        <Topic desk={desk} />
      </div>
      <div class="room-facts">
        <span>
          {boot.mode === "demo" && <span class="badge badge-ochre">{t.demo}</span>}
          {present !== null && <span class="counts">{t.personsHere(present)}</span>}
        </span>
        {cover && <Cover told={cover} as="short" />}
      </div>
      <button
        type="button"
        class="icon-btn only-mid only-narrow head-people"
        aria-label={present === null ? t.present : t.presentCount(present)}
        aria-haspopup="dialog"
        onClick={() => desk.open({ kind: "roster" })}
      >
        <Icon name="users" />
        <span>{present ?? FIGURE_SPACE}</span>
      </button>
    </header>
  );
}

/** One line, as much of it as fits; all of it once it is pressed. */
function Topic({ desk }: { desk: RoomDesk }) {
  const { boot } = useScene();
  const [isWhole, setWhole] = useState(false);
  const topic = desk.info.value?.topic ?? "";
  const { cover } = desk.live.state.value;
  return (
    <p class={isWhole ? "topic topic-whole" : "topic"}>
      {boot.mode === "demo" && <span class="topic-part">{texts.value.demo}</span>}
      {topic !== "" && (
        <button
          type="button"
          title={topic}
          lang={desk.info.value?.language}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          <bdi>{topic}</bdi>
        </button>
      )}
      {/* After the topic, which it shortens and does not move. */}
      {cover && <Cover told={cover} as="word" />}
    </p>
  );
}
