/** In the lobby: one's private rooms, conversations and requests. Who has any stays connected to be told of them. */
import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { NO_CORRESPONDENCE } from "../core/correspondence";
import type { Visit } from "../core/visit";
import { useScene } from "../views/scene";
import { correspondingOf } from "./correspondence";
import { ownRoomsOf } from "./own_rooms";
import { RequestsDialog } from "./requests_dialog";
import { SideList } from "./side_list";

export function LobbyList() {
  const { visit } = useScene();
  const [isOpen, setOpen] = useState(false);
  const section = useRef<HTMLElement>(null);
  useEffect(() => stayConnected(visit), [visit]);
  if (!hasAny(visit)) return null;
  const close = () => {
    setOpen(false);
    // Until then the page is inert.
    setTimeout(() => section.current?.querySelector("button")?.focus());
  };
  return (
    <section ref={section} class="side lobby-apart">
      <SideList here="" onRequests={() => setOpen(true)} />
      {isOpen && <RequestsDialog onClose={close} />}
    </section>
  );
}

function hasAny(visit: Visit): boolean {
  const { conversations, received, sent } = correspondingOf(visit).held.value;
  const { rooms, ended } = ownRoomsOf(visit).held.value;
  const isOver = ended.some(({ why }) => why !== "left");
  return conversations.length + received.length + sent.length + rooms.length > 0 || isOver;
}

/** No room is read here, so nothing else keeps the connection; who turns out to have nothing lets go of it. */
function stayConnected(visit: Visit): () => void {
  const { held, isKnown } = correspondingOf(visit);
  const stop = effect(() => {
    if (visit.session.value === null) return;
    const isVain = isKnown.value && held.value === NO_CORRESPONDENCE && !hasAny(visit);
    if (isVain) visit.becameQuiet();
    else if (visit.connection.value.kind === "idle") visit.retryNow();
  });
  return () => {
    stop();
    visit.becameQuiet();
  };
}
