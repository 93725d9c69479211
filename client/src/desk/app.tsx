/** The desk's page: signs in, then shows what waits, the rules or the journal. */
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { deskTexts, loadDeskTexts } from "../i18n/desk_texts";
import { loadPageWords, texts } from "../i18n/texts";
import { startBack } from "../platform/back";
import { type Boot, readBoot } from "../platform/boot";
import { serverClock } from "../platform/outside";
import { locale, showLocale, startPreferences } from "../platform/preferences";
import { tellUnloaded } from "../views/unloaded";
import { deskApi } from "./api";
import { DeskBar } from "./bar";
import { Desk } from "./desk";
import { EventsView } from "./events";
import { HeldView } from "./held";
import { KeysHint, ListedKeys, useKeys } from "./keys";
import { RoomsAside } from "./rooms";
import { followHistory, takeToken, view } from "./route";
import { RulesView } from "./rules";
import { SignIn } from "./sign_in";
import { Toasts } from "./toasts";

export async function startDesk(element: HTMLElement): Promise<void> {
  const boot = readBoot(element);
  const token = takeToken();
  locale.value = boot.locale;
  try {
    await Promise.all([loadPageWords(boot.locale), loadDeskTexts()]);
  } catch {
    tellUnloaded(element);
    return;
  }
  showLocale(boot.locale);
  startBack();
  startPreferences();
  const desk = new Desk(deskApi, serverClock(boot.now));
  followHistory((another) => void desk.open(another));
  void desk.open(token);
  element.replaceChildren();
  render(<App desk={desk} boot={boot} />, element);
}

function App({ desk, boot }: { desk: Desk; boot: Boot }) {
  const standing = desk.standing.value;
  useTouch(desk);
  useEffect(() => {
    document.title = `${deskTexts.value.desk} · ${boot.instance.name}`;
  });
  if (desk.state.value === null)
    return <SignIn standing={standing} boot={boot} onRetry={() => desk.again()} />;
  return <Open desk={desk} boot={boot} />;
}

function Open({ desk, boot }: { desk: Desk; boot: Boot }) {
  useKeys(desk);
  const d = deskTexts.value;
  return (
    <div class="desk">
      <a class="skip" href="#desk">
        {d.skipToDesk}
      </a>
      <DeskBar desk={desk} boot={boot} />
      {desk.standing.value === "offline" && <OfflineBar desk={desk} />}
      <main id="desk" class="desk-main" aria-labelledby="desk-title">
        <Current desk={desk} />
      </main>
      <RoomsAside desk={desk} />
      <KeysHint />
      <Toasts desk={desk} />
      <ListedKeys />
    </div>
  );
}

function Current({ desk }: { desk: Desk }) {
  switch (view.value) {
    case "held":
      return <HeldView desk={desk} />;
    case "rules":
      return <RulesView desk={desk} />;
    case "events":
      return <EventsView desk={desk} />;
  }
}

function OfflineBar({ desk }: { desk: Desk }) {
  return (
    <div class="bar bar-thin desk-offline" role="status">
      <span>{deskTexts.value.offline}</span>
      <button type="button" class="link-btn" onClick={() => desk.again()}>
        {texts.value.retry}
      </button>
    </div>
  );
}

/** Any move of the person's keeps their rooms covered; a decision still waiting leaves with the page. */
function useTouch(desk: Desk): void {
  useEffect(() => {
    const touched = () => desk.watching.touched();
    const leaving = () => desk.deciding.sendAll();
    const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
    for (const sign of signs) addEventListener(sign, touched, { passive: true });
    addEventListener("pagehide", leaving);
    return () => {
      for (const sign of signs) removeEventListener(sign, touched);
      removeEventListener("pagehide", leaving);
    };
  }, [desk]);
}
