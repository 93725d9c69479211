/** The desk's page: signs in, then shows the cases, the rules or the journal. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { loadCasesTexts } from "../i18n/cases_texts";
import { deskTexts, loadDeskTexts } from "../i18n/desk_texts";
import { loadPeopleTexts } from "../i18n/people_texts";
import { loadPageWords, texts } from "../i18n/texts";
import { loadVouchTexts } from "../i18n/vouch_texts";
import { startBack } from "../platform/back";
import { type Boot, readBoot } from "../platform/boot";
import { locale, showLocale } from "../platform/locale";
import { tabNotebook } from "../platform/notebook";
import { serverClock } from "../platform/outside";
import { startPreferences } from "../platform/preferences";
import { tellUnloaded } from "../views/unloaded";
import { deskApi } from "./api";
import { DeskBar } from "./bar";
import { CasePane } from "./case_pane";
import { DecisionColumn } from "./decision";
import { Desk } from "./desk";
import { EventsView } from "./events";
import { KeysHint, useKeys } from "./keys";
import { ListedKeys } from "./keys_dialog";
import { OrdersView } from "./orders_on_demand";
import { PeopleView } from "./people";
import { confirmByKey } from "./proving";
import { QueueColumn } from "./queue";
import { RestDialog } from "./rest";
import { RoomsAside } from "./rooms";
import { caseAsked, followHistory, showCase, takeToken, type View, view } from "./route";
import { RulesView } from "./rules";
import { SignIn } from "./sign_in";
import { Toasts } from "./toasts";
import { VouchesView } from "./vouches";

export async function startDesk(element: HTMLElement): Promise<void> {
  const boot = readBoot(element);
  const token = takeToken();
  locale.value = boot.locale;
  try {
    await Promise.all([
      loadPageWords(boot.locale),
      loadDeskTexts(),
      loadCasesTexts(),
      loadPeopleTexts(),
      loadVouchTexts(),
    ]);
  } catch {
    tellUnloaded(element);
    return;
  }
  showLocale(boot.locale);
  startBack();
  startPreferences();
  confirmByKey();
  const desk = new Desk(deskApi, serverClock(boot.now), tabNotebook);
  followHistory((another) => void desk.open(another));
  const asked = caseAsked();
  void desk.open(token);
  openWhenIn(desk, asked);
  element.replaceChildren();
  render(<App desk={desk} boot={boot} />, element);
}

/** Once signed in: the case the address led to; from then on the address follows what is open. */
function openWhenIn(desk: Desk, asked: string | null): void {
  let isIn = false;
  effect(() => {
    if (desk.state.value === null) return;
    if (!isIn && asked !== null) void desk.work.open(asked);
    isIn = true;
    if (isWorkplace(view.value)) showCase(desk.work.opened.value?.id ?? null);
  });
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
  const isWork = isWorkplace(view.value);
  return (
    <div class={isWork ? "desk desk-work" : "desk"}>
      <a class="skip" href="#desk">
        {d.skipToDesk}
      </a>
      <DeskBar desk={desk} boot={boot} />
      {desk.standing.value === "offline" && <OfflineBar desk={desk} />}
      {isWork && <QueueColumn desk={desk} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and what stands in it may take no focus */}
      <main id="desk" class="desk-main" aria-labelledby="desk-title" tabIndex={0}>
        <Current desk={desk} />
      </main>
      <div class="desk-beside">
        {isWork && <DecisionColumn desk={desk} />}
        <RoomsAside desk={desk} />
      </div>
      <KeysHint />
      <Toasts desk={desk} />
      <ListedKeys />
      <RestDialog desk={desk} />
    </div>
  );
}

function isWorkplace(name: View): boolean {
  return name === "cases" || name === "appeals";
}

function Current({ desk }: { desk: Desk }) {
  switch (view.value) {
    case "cases":
    case "appeals":
      return <CasePane desk={desk} />;
    case "rules":
      return <RulesView desk={desk} />;
    case "orders":
      return <OrdersView desk={desk} />;
    case "people":
      return <PeopleView desk={desk} />;
    case "vouches":
      return <VouchesView />;
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
    const touched = () => desk.touched();
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
