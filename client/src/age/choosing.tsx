/** The ways to prove one's age, each with what it tells of oneself and to whom. */
import type { ComponentChildren } from "preact";
import { ageTexts } from "../i18n/age_texts";
import type { AgeMethod } from "../protocol/protocol.gen";
import { Icon, type IconName } from "../views/icons";
import type { AgeProps } from "./page";
import { Title } from "./title";

export function Choosing({ boot, visitor, proving, to }: AgeProps) {
  const a = ageTexts.value;
  const room = boot.rooms.find(({ slug }) => to === `/r/${slug}`);
  return (
    <>
      <Title title={a.ageTitle}>
        <p>{room ? a.ageLeadTo(room.name) : a.ageLead}</p>
      </Title>
      <ul class="age-ways" aria-label={a.ageWays}>
        {proving.methods.value.map((method) => (
          <li key={method.name}>
            <Way method={method} proving={proving} />
          </li>
        ))}
      </ul>
      <div class="age-small">
        {visitor.isNew && <Accepting pages={boot.pages} />}
        <p>
          {a.ageNoneFits} <a href="/legal">{a.ageAskTeam}</a>
        </p>
      </div>
    </>
  );
}

function Accepting({ pages }: { pages: readonly string[] }) {
  const a = ageTexts.value;
  if (!pages.includes("rules")) return null;
  return (
    <p>
      {a.ageAccepting} <a href="/rules">{a.ageRules}</a>, <a href="/privacy">{a.agePrivacy}</a>.
    </p>
  );
}

function Way({ method, proving }: { method: AgeMethod; proving: AgeProps["proving"] }) {
  const a = ageTexts.value;
  const { kind, label } = method;
  const here = () => void proving.choose(method, "same");
  if (kind === "account")
    return (
      <Card icon="door" title={a.ageAccountTitle(label)} lead={a.ageAccountLead(label)}>
        <button type="button" class="btn" onClick={here}>
          {a.ageWithAccount(label)}
        </button>
      </Card>
    );
  if (kind === "human")
    return (
      <Card icon="hands" title={a.ageHumanTitle} lead={a.ageHumanLead}>
        <button type="button" class="btn" onClick={here}>
          {a.ageWithCode}
        </button>
      </Card>
    );
  const isDemo = kind === "demo";
  const title = isDemo ? a.ageDemoTitle : a.ageWalletTitle;
  return (
    <Card icon={isDemo ? "bulb" : "shield"} title={title} lead={isDemo ? a.ageDemoLead : a.ageWalletLead}>
      <button type="button" class="btn" onClick={here}>
        {a.ageOnThisDevice}
      </button>
      <button type="button" class="btn" onClick={() => void proving.choose(method, "other")}>
        {a.ageOnAnother}
      </button>
    </Card>
  );
}

interface CardProps {
  readonly icon: IconName;
  readonly title: string;
  readonly lead: string;
  readonly children: ComponentChildren;
}

function Card({ icon, title, lead, children }: CardProps) {
  return (
    <section class="panel age-way">
      <Icon name={icon} />
      <div>
        <h2>{title}</h2>
        <p>{lead}</p>
        <div class="age-acts" role="group" aria-label={title}>
          {children}
        </div>
      </div>
    </section>
  );
}
