/** The page's frame: the way home, what is asked now, and beside it what a proof says of oneself. */
import { useEffect } from "preact/hooks";
import type { Proving } from "../core/proving";
import { ageTexts } from "../i18n/age_texts";
import { texts } from "../i18n/texts";
import type { Boot } from "../platform/boot";
import { Tree } from "../views/icons";
import { OtherLanguage } from "../views/other_language";
import { Current } from "./current";
import type { Visitor } from "./visitor";

export interface AgeProps {
  readonly boot: Boot;
  readonly visitor: Visitor;
  readonly proving: Proving;
  /** Where one came from: an address of this place. */
  readonly to: string;
}

export function AgePage(props: AgeProps) {
  const { boot } = props;
  useEffect(() => {
    document.title = `${ageTexts.value.ageTitle} · ${boot.instance.name}`;
  });
  return (
    <div class="page page-narrow">
      <Top boot={boot} />
      <main class="receipt age">
        <Current {...props} />
        <Says />
      </main>
    </div>
  );
}

function Top({ boot }: { boot: Boot }) {
  const { name, logo } = boot.instance;
  return (
    <header class="page-top">
      <a class="brand" href="/">
        {logo ? <img src={logo} alt="" width="28" height="28" /> : <Tree />}
        <bdi>{name}</bdi>
      </a>
      {boot.mode === "demo" && <span class="badge badge-ochre">{texts.value.demo}</span>}
      <div class="end">
        <OtherLanguage />
      </div>
    </header>
  );
}

const SAID = ["proven", "notKept", "kept", "seen", "lasts"] as const;

function Says() {
  const a = ageTexts.value;
  return (
    <aside class="aside age-says" aria-labelledby="age-says">
      <h2 id="age-says">{a.ageSaysTitle}</h2>
      <dl>
        {SAID.map((what) => (
          <div key={what}>
            <dt>{a.ageSays[what]}</dt>
            <dd>{a.ageSaysThat[what]}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
