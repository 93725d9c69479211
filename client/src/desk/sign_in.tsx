/** What stands where nobody is signed in: how one comes in, or why the address no longer works. */
import { deskTexts } from "../i18n/desk_texts";
import { peopleTexts } from "../i18n/people_texts";
import { texts } from "../i18n/texts";
import type { Boot } from "../platform/boot";
import { Tree } from "../views/icons";
import type { Standing } from "./desk";
import { Door } from "./door";
import { OwnKeys } from "./own_keys";

interface Props {
  readonly standing: Standing;
  readonly boot: Boot;
  readonly onRetry: () => void;
}

export function SignIn({ standing, boot, onRetry }: Props) {
  return (
    <div class="page page-narrow">
      <header class="page-top">
        <a class="brand" href="/">
          {boot.instance.logo ? <img src={boot.instance.logo} alt="" /> : <Tree />}
          <bdi>{boot.instance.name}</bdi>
        </a>
      </header>
      <main class="desk-door">
        <Told standing={standing} onRetry={onRetry} />
      </main>
    </div>
  );
}

function Told({ standing, onRetry }: Omit<Props, "boot">) {
  const d = deskTexts.value;
  if (standing === "opening" || standing === "live") return <p role="status">{d.opening}</p>;
  if (standing === "offline") {
    return (
      <>
        <h1>{d.desk}</h1>
        <p role="alert">{d.faults["unreachable"]}</p>
        <button type="button" class="btn" onClick={onRetry}>
          {texts.value.retry}
        </button>
      </>
    );
  }
  if (standing === "keyless") return <Keyless onRetry={onRetry} />;
  const isStale = standing === "stale";
  return (
    <>
      <div role={isStale ? "alert" : undefined}>
        <h1>{isStale ? d.staleTitle : d.signInTitle}</h1>
        <p>{isStale ? d.staleLead : d.signInLead}</p>
      </div>
      <Door onIn={onRetry} />
    </>
  );
}

function Keyless({ onRetry }: { onRetry: () => void }) {
  const p = peopleTexts.value;
  return (
    <>
      <h1>{p.requiredTitle}</h1>
      <p>{p.requiredLead}</p>
      <OwnKeys onAdded={onRetry} />
    </>
  );
}
