/** The settings: all of this browser only, and all that can be taken back. */
import type { ComponentChildren } from "preact";
import { loadApartTexts } from "../i18n/apart_texts";
import { panelTexts } from "../i18n/panel_texts";
import { sideTexts } from "../i18n/side_texts";
import { installOffer } from "../platform/installing";
import { forgetChoices, singleKeys } from "../platform/preferences";
import { OwnProof } from "./age_views";
import { TitledDialog } from "./dialog";
import { lazy } from "./lazy";
import { panel } from "./panel";
import { useScene } from "./scene";
import { Display } from "./settings_display";
import { HiddenGuests } from "./settings_hidden";
import { Telling } from "./settings_telling";
import { Switch } from "./switch";

const QuietSwitch = lazy(async () => {
  const [{ QuietSwitch: view }] = await Promise.all([import("../apart/quiet_switch"), loadApartTexts()]);
  return view;
}, true);

export function SettingsDialog() {
  const { visit } = useScene();
  const p = panelTexts.value;
  return (
    <TitledDialog label={sideTexts.value.settings} onClose={panel.close} isTall>
      <Section title={p.display}>
        <Display />
      </Section>
      <Section title={p.telling}>
        <Telling />
      </Section>
      <Section title={p.keyboard}>
        <Switch of={singleKeys} label={p.singleKeys} lead={p.singleKeysLead} />
        <button type="button" class="btn" onClick={() => panel.open("keys")}>
          {p.keysTitle}
        </button>
      </Section>
      <Section title={p.hiddenTitle}>
        <HiddenGuests />
      </Section>
      {visit.session.value && (
        <Section title={p.solicited}>
          <QuietSwitch />
        </Section>
      )}
      <Section title={p.ownAge}>
        <OwnProof />
      </Section>
      <Section title={p.thisBrowser}>
        <ThisBrowser />
      </Section>
    </TitledDialog>
  );
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="settings-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function ThisBrowser() {
  const p = panelTexts.value;
  return (
    <>
      <p>{p.thisBrowserLead}</p>
      <div class="settings-acts">
        {installOffer.value !== null && (
          <button type="button" class="btn" onClick={() => void install()}>
            {p.install}
          </button>
        )}
        <button type="button" class="btn" onClick={forgetChoices}>
          {p.asUsual}
        </button>
        <a class="btn" href="/me" target="_blank" rel="noopener">
          {p.ownData}
        </a>
        <a class="btn" href="/privacy" target="_blank" rel="noopener">
          {p.whatIsKept}
        </a>
      </div>
    </>
  );
}

async function install(): Promise<void> {
  const offer = installOffer.value;
  installOffer.value = null;
  await offer?.prompt();
}
