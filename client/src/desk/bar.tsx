/** The head of the desk: its views, who one is, and the way out. */
import { deskTexts } from "../i18n/desk_texts";
import { loadLanguage } from "../i18n/wording";
import type { Boot } from "../platform/boot";
import { locale } from "../platform/locale";
import { chooseLocale } from "../platform/preferences";
import type { DeskMe } from "../protocol/desk.gen";
import { Tree } from "../views/icons";
import type { Desk } from "./desk";
import { waitingIn } from "./queue";
import { RestLine } from "./rest";
import { addressOf, show, VIEWS, type View, view } from "./route";

export function DeskBar({ desk, boot }: { desk: Desk; boot: Boot }) {
  const d = deskTexts.value;
  const me = desk.state.value?.me;
  return (
    <header class="desk-bar">
      <a class="brand" href="/">
        {boot.instance.logo ? <img src={boot.instance.logo} alt="" /> : <Tree />}
        <bdi>{boot.instance.name}</bdi>
      </a>
      <nav aria-label={d.desk}>
        {VIEWS.filter((name) => isShown(name, me)).map((name) => (
          <ViewLink key={name} name={name} count={waitingIn(desk, name)} />
        ))}
      </nav>
      <RestLine desk={desk} />
      <div class="end">
        <OtherLanguage />
        {me && (
          <span class="me small">
            <bdi>{me.name}</bdi> · M-{me.number}
          </span>
        )}
        <button type="button" class="btn btn-s" onClick={() => void desk.leave()}>
          {d.signOut}
        </button>
      </div>
    </header>
  );
}

/** What authorities ordered is for those who answer them, and for custodians. */
function isShown(name: View, me: DeskMe | undefined): boolean {
  return name !== "orders" || (me?.may_consult ?? false);
}

function ViewLink({ name, count }: { name: View; count: number }) {
  return (
    <a
      href={addressOf(name)}
      aria-current={view.value === name ? "page" : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        show(name);
      }}
    >
      {deskTexts.value.views[name]} {count > 0 && <span class="count">{count}</span>}
    </a>
  );
}

function OtherLanguage() {
  const other = locale.value === "fr" ? "en" : "fr";
  return (
    <button
      type="button"
      class="link-btn"
      lang={other}
      onClick={() => void loadLanguage(other).then(() => chooseLocale(other))}
    >
      {deskTexts.value.otherLanguage}
    </button>
  );
}
