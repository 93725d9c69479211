/** Advice about meeting, once for each pair: noticed in this browser, and told to nobody. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { RECENT, speaksOfMeeting } from "../core/meeting";
import { apartTexts } from "../i18n/apart_texts";
import { texts } from "../i18n/texts";
import { tabNotebook } from "../platform/notebook";
import { agreeWithTabs } from "../platform/tabs_agreeing";
import { Icon } from "../views/icons";
import "../views/more_icons";
import type { RoomDesk } from "../views/room_desk";

export function MeetingCard({ desk }: { desk: RoomDesk }) {
  const { slug, state } = desk.live;
  const isAdvised = useSignal(tabNotebook.read(nameOf(slug)) !== null);
  const isNoticed = useSignal(false);
  useSignalEffect(() => {
    const recent = state.value.messages.slice(-RECENT).map(({ body }) => body);
    if (speaksOfMeeting(recent)) isNoticed.value = true;
  });
  useEffect(() => {
    const tabs = agreeWithTabs(({ room, advised }) => {
      if (room === slug && advised) close();
    });
    return tabs.stop;
  }, [slug]);
  const close = () => {
    tabNotebook.write(nameOf(slug), 1);
    isAdvised.value = true;
  };
  if (!isNoticed.value || isAdvised.value) return null;
  const dismiss = () => {
    close();
    const tabs = agreeWithTabs(() => undefined);
    tabs.tell({ room: slug, advised: true });
    tabs.stop();
    document.getElementById("message")?.focus();
  };
  return <Advice onClose={dismiss} />;
}

function nameOf(slug: string): string {
  return `advised_${slug}`;
}

function Advice({ onClose }: { onClose: () => void }) {
  const a = apartTexts.value;
  return (
    <section class="notice notice-care" role="status" aria-label={a.meetTitle}>
      <Icon name="users" />
      <div>
        <h2>{a.meetTitle}</h2>
        <ul class="advice">
          <li>{a.meetPublic}</li>
          <li>{a.meetTold}</li>
          <li>{a.meetSecond}</li>
          <li>
            {a.meetAmbush}
            <a href="tel:17">17</a>
            {a.meetSms}
            <a href="sms:114">114</a>.
          </li>
        </ul>
        <p class="tiny">{a.meetHere}</p>
      </div>
      <button
        type="button"
        class="icon-btn"
        aria-label={a.meetClose}
        title={texts.value.close}
        onClick={onClose}
      >
        <Icon name="x" />
      </button>
    </section>
  );
}
