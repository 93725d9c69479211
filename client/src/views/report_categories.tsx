/** What is happening: danger and minors first, with the numbers to call now. */
import type { ComponentChildren } from "preact";
import { reportTexts } from "../i18n/report_texts";
import type { Category } from "../protocol/protocol.gen";

const PLAIN: readonly Category[] = [
  "blackmail",
  "privacy",
  "harassment",
  "hate",
  "sexual_or_violent",
  "illicit_trade",
  "other",
];

interface Props {
  readonly chosen: Category | null;
  readonly onChoose: (category: Category) => void;
}

export function CategoryChoices({ chosen, onChoose }: Props) {
  const r = reportTexts.value;
  const choice = (category: Category, more: ComponentChildren = null, isFirst = false) => (
    <label class="choice" key={category}>
      <input
        type="radio"
        name="category"
        value={category}
        checked={chosen === category}
        data-first-focus={isFirst ? "" : undefined}
        onChange={() => onChoose(category)}
      />
      <span>
        {r.categories[category]}
        {more && <small>{more}</small>}
      </span>
    </label>
  );
  return (
    <fieldset class="choices-list">
      <legend class="hide">{r.what}</legend>
      <div class="choices-urgent">
        {choice("danger", <DangerNumbers />, true)}
        {choice("minor", <MinorNumbers />)}
      </div>
      {PLAIN.map((category) => choice(category, category === "privacy" ? r.privacyMeans : null))}
    </fieldset>
  );
}

function DangerNumbers() {
  const { bySms, call, numbers, of } = reportTexts.value;
  return (
    <>
      {call} <Call number={numbers.police} />, <Call number={numbers.europe} />,{" "}
      <a href={`sms:${numbers.sms}`}>{bySms(numbers.sms)}</a>, <Call number={numbers.suicide} /> {of.suicide}
    </>
  );
}

function MinorNumbers() {
  const { numbers, of } = reportTexts.value;
  return (
    <>
      <Call number={numbers.child} /> {of.child}, <Call number={numbers.online} /> {of.online}
    </>
  );
}

function Call({ number }: { number: string }) {
  return <a href={`tel:${number}`}>{number}</a>;
}
