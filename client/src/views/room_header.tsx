/** The head of a room: its name, its topic, how many are here. */
import { texts } from "../i18n/texts";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

export function RoomHeader({ desk, name }: { desk: RoomDesk; name: string }) {
  const { boot } = useScene();
  const t = texts.value;
  const topic = desk.info.value?.topic ?? "";
  const { present } = desk.live.state.value.presence;
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
        <h1 dir="auto">{name}</h1>
        <p title={topic}>
          {boot.mode === "demo" && <span class="demo">{t.demo} · </span>}
          <bdi>{topic}</bdi>
        </p>
      </div>
      <div class="room-facts">
        {boot.mode === "demo" && <span class="badge badge-ochre">{t.demo}</span>}
        <span class="counts">{t.personsHere(present)}</span>
      </div>
      <button
        type="button"
        class="icon-btn only-mid only-narrow head-people"
        aria-label={t.presentCount(present)}
        aria-haspopup="dialog"
        onClick={() => desk.open({ kind: "roster" })}
      >
        <Icon name="users" />
        <span>{present}</span>
      </button>
    </header>
  );
}
