/** Starts the page where one proves one's age: by choosing, or back from where the proof was given. */
import { render } from "preact";
import { Proving } from "../core/proving";
import { loadAgeTexts } from "../i18n/age_texts";
import { loadPageWords } from "../i18n/texts";
import { ageApi } from "../platform/age_api";
import { readBoot } from "../platform/boot";
import { walletAsker } from "../platform/browser_wallet";
import { locale, showLocale } from "../platform/locale";
import { serverClock } from "../platform/outside";
import { startPreferences } from "../platform/preferences";
import { listenToTabs } from "../platform/tabs";
import { wayBack } from "../platform/way_back";
import "../views/more_icons";
import { tellUnloaded } from "../views/unloaded";
import { AgePage } from "./page";
import { Visitor } from "./visitor";

export async function startAge(element: HTMLElement): Promise<void> {
  const boot = readBoot(element);
  locale.value = boot.locale;
  try {
    await Promise.all([loadPageWords(boot.locale), loadAgeTexts()]);
  } catch {
    tellUnloaded(element);
    return;
  }
  showLocale(boot.locale);
  startPreferences();
  const tabs = listenToTabs(() => undefined);
  const visitor = new Visitor(boot, () => tabs.tell());
  const proving = new Proving({
    api: ageApi,
    clock: serverClock(boot.now),
    key: () => visitor.key(),
    session: () => visitor.session(),
    go: (link) => location.assign(link),
    askWallet: walletAsker(),
  });
  element.replaceChildren();
  render(<AgePage boot={boot} visitor={visitor} proving={proving} to={wayBack(location.search)} />, element);
  await comeIn(proving, new URLSearchParams(location.search));
}

/** What brought one back is used once: it does not stay in the address. */
async function comeIn(proving: Proving, asked: URLSearchParams): Promise<void> {
  const attempt = asked.get("attempt");
  const [response, refused] = [asked.get("response_code"), asked.get("refused")];
  if (response !== null || refused !== null) history.replaceState(null, "", "/age");
  if (refused !== null) proving.refused(refused);
  else if (attempt !== null && response !== null) await proving.complete(attempt, response);
  else await proving.load();
}
