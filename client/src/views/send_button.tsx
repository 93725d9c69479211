/** The button "Envoyer", which counts down in place while the server asks for patience. */
import { useEffect, useState } from "preact/hooks";
import { texts } from "../i18n/texts";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";

/** The spoken name changes only here, so that a screen reader is not told every second. */
const SPOKEN_S = 10;

export function SendButton({ desk }: { desk: RoomDesk }) {
  const t = texts.value;
  const { first, left } = useCountdown(desk);
  if (left <= 0) {
    return (
      <button type="submit" class="btn btn-primary send" aria-label={t.send}>
        <span class="txt">{t.send}</span>
        <Icon name="send" />
      </button>
    );
  }
  const spoken = left > SPOKEN_S ? first : Math.min(first, SPOKEN_S);
  return (
    <button type="submit" class="btn send" aria-disabled="true">
      <span class="hide">{t.sendIn(spoken)}</span>
      <Icon name="clock" size="s" />
      <span class="txt" aria-hidden="true">
        {t.seconds(left)}
      </span>
    </button>
  );
}

/** Seconds left, and how many there were at the start. */
function useCountdown(desk: RoomDesk): { readonly first: number; readonly left: number } {
  const until = desk.live.posting.slowUntil.value;
  const [, redraw] = useState(0);
  const [first, setFirst] = useState(0);
  useEffect(() => {
    const start = desk.secondsLeft();
    setFirst(start);
    if (start <= 0) return undefined;
    const timer = setInterval(() => {
      redraw((count) => count + 1);
      if (desk.secondsLeft() <= 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [until, desk]);
  const left = desk.secondsLeft();
  return { first: Math.max(first, left), left };
}
