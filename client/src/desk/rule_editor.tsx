/** Writing a rule, or a new version of one: checked where it stands, tried on kept messages, kept as a draft. */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import type { DeskRule, RuleDraft, RuleProblem } from "../protocol/desk.gen";
import type { Locale } from "../protocol/protocol.gen";
import type { Fault } from "./api";
import type { Desk } from "./desk";
import { faultText } from "./fault";
import { FaultWords } from "./fault_words";
import { Rehearsal } from "./rehearsal";
import { Tries } from "./tries";

interface Props {
  readonly desk: Desk;
  /** Null for a new one. */
  readonly rule: DeskRule | null;
  readonly onClose: () => void;
}

const VERDICTS = ["hold", "block", "allow"] as const;
const EFFECTS = ["care", "protect", "urgent", "child_in_danger"] as const;
const GROUNDS = ["house", "law"] as const;
const LANGUAGES: readonly Locale[] = ["fr", "en"];
const POLICIES = [1, 2, 3, 4, 5, 6];
const EMPTY: RuleDraft = {
  id: "",
  when: "matches",
  verdict: "hold",
  policy: "rule-1",
  explanation: { fr: "", en: "" },
  effects: [],
  ground: "house",
  patterns: [],
};

export function RuleEditor({ desk, rule, onClose }: Props) {
  const d = deskTexts.value;
  const [draft, setDraft] = useState<RuleDraft>(() => (rule === null ? EMPTY : draftOf(rule)));
  const [problems, setProblems] = useState<readonly RuleProblem[] | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const rehearsal = useMemo(() => new Rehearsal(desk.api), [desk]);
  useEffect(() => () => rehearsal.stop(), [rehearsal]);
  const change = (some: Partial<RuleDraft>) => {
    setDraft({ ...draft, ...some });
    setProblems(null);
    setFault(null);
  };
  const told = (found: readonly RuleProblem[] | null, failed: Fault | null) => {
    setProblems(found);
    setFault(failed);
    if (found?.[0]) focusOn(found[0]);
  };
  const check = async () => {
    const answer = await desk.api.checkRule(draft);
    if (answer.ok) told(answer.value.problems, null);
    else told(null, answer.fault);
  };
  const keep = async () => {
    const answer = await desk.api.writeRule(draft);
    if (answer.ok) onClose();
    else if (answer.fault.field) told([problemOf(answer.fault)], answer.fault);
    else told(null, answer.fault);
  };
  return (
    <form
      class="rule-form"
      aria-labelledby="desk-title"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <h1 id="desk-title">{rule === null ? d.newRule : `${d.newVersion} · ${rule.id}`}</h1>
      <Fields draft={draft} isNew={rule === null} problems={problems ?? []} onChange={change} />
      <Outcome problems={problems} fault={fault} />
      <div class="actions">
        <button type="button" class="btn" onClick={() => void check()}>
          {d.check}
        </button>
        <button type="button" class="btn" onClick={() => void rehearsal.run(draft)}>
          {d.backtest}
        </button>
        <button type="submit" class="btn btn-primary">
          {d.keepDraft}
        </button>
        <button type="button" class="btn btn-bare" onClick={onClose}>
          {deskTexts.value.cancel}
        </button>
      </div>
      <Tries rehearsal={rehearsal} desk={desk} />
    </form>
  );
}

function draftOf({ id, when, verdict, policy, explanation, effects, ground, patterns }: DeskRule): RuleDraft {
  return { id, when, verdict, policy, explanation, effects, ground, patterns };
}

function problemOf(fault: Fault): RuleProblem {
  return {
    field: fault.field ?? "",
    words: fault.detail ?? "",
    line: fault.line ?? null,
    column: fault.column ?? null,
  };
}

/** To the place itself, where it is known. */
function focusOn({ field, line, column }: RuleProblem): void {
  const control = document.getElementById(`rule-${field}`);
  if (!(control instanceof HTMLTextAreaElement || control instanceof HTMLInputElement)) return;
  control.focus();
  if (line == null || column == null) return;
  const before = control.value.split("\n").slice(0, line - 1);
  const at = before.reduce((length, text) => length + text.length + 1, 0) + column - 1;
  control.setSelectionRange(at, at + 1);
}

function Outcome({ problems, fault }: { problems: readonly RuleProblem[] | null; fault: Fault | null }) {
  const d = deskTexts.value;
  if (fault !== null) {
    return (
      <p class="notice notice-berry" role="alert">
        {faultText(fault)}
      </p>
    );
  }
  if (problems === null) return null;
  return (
    <p class={problems.length === 0 ? "notice" : "notice notice-berry"} role="status">
      {problems.length === 0 ? d.checkFine : d.faults["rule_refused"]}
    </p>
  );
}

interface FieldsProps {
  readonly draft: RuleDraft;
  readonly isNew: boolean;
  readonly problems: readonly RuleProblem[];
  readonly onChange: (some: Partial<RuleDraft>) => void;
}

function Fields({ draft, isNew, problems, onChange }: FieldsProps) {
  const d = deskTexts.value;
  return (
    <>
      {isNew && (
        <Field name="id" lead={d.idLead} problems={problems}>
          <Line name="id" value={draft.id} problems={problems} onChange={(id) => onChange({ id })} />
        </Field>
      )}
      <Field name="when" lead={d.whenLead} problems={problems}>
        <Lines name="when" value={draft.when} problems={problems} onChange={(when) => onChange({ when })} />
      </Field>
      <Field name="patterns" lead={d.patternsLead} problems={problems}>
        <Lines
          name="patterns"
          value={(draft.patterns ?? []).join("\n")}
          problems={problems}
          onChange={(text) => onChange({ patterns: text === "" ? [] : text.split("\n") })}
        />
      </Field>
      <div class="rule-choices">
        <Choice
          name="verdict"
          value={draft.verdict}
          options={VERDICTS.map((value) => [value, d.verdicts[value]])}
          onChange={(verdict) => onChange({ verdict })}
        />
        <Choice
          name="policy"
          value={draft.policy}
          options={POLICIES.map((number) => [`rule-${number}`, d.ruleOf(`${number}`)])}
          onChange={(policy) => onChange({ policy })}
        />
        <Choice
          name="ground"
          value={draft.ground ?? "house"}
          options={GROUNDS.map((value) => [value, d.grounds[value]])}
          onChange={(ground) => onChange({ ground })}
        />
      </div>
      <Effects draft={draft} onChange={onChange} />
      <Explanations draft={draft} problems={problems} onChange={onChange} />
    </>
  );
}

type Change = Pick<FieldsProps, "draft" | "onChange">;

function Effects({ draft, onChange }: Change) {
  const d = deskTexts.value;
  const effects = draft.effects ?? [];
  return (
    <fieldset class="rule-effects">
      <legend class="label">{d.fields["effects"]}</legend>
      {EFFECTS.map((effect) => (
        <label key={effect}>
          <input
            type="checkbox"
            checked={effects.includes(effect)}
            onClick={(event) => {
              const others = effects.filter((each) => each !== effect);
              onChange({ effects: event.currentTarget.checked ? [...others, effect] : others });
            }}
          />
          {d.effect[effect]}
        </label>
      ))}
    </fieldset>
  );
}

function Explanations({ draft, problems, onChange }: Omit<FieldsProps, "isNew">) {
  const d = deskTexts.value;
  return (
    <fieldset class="rule-explanations">
      <legend class="label">{d.fields["explanation"]}</legend>
      {LANGUAGES.map((language) => (
        <div class="field" key={language}>
          <label class="label" for={`rule-explanation-${language}`}>
            {d.inLanguage[language]}
          </label>
          <textarea
            id={`rule-explanation-${language}`}
            class="input"
            rows={2}
            lang={language}
            value={draft.explanation[language] ?? ""}
            onInput={(event) =>
              onChange({ explanation: { ...draft.explanation, [language]: event.currentTarget.value } })
            }
          />
        </div>
      ))}
      <Faults name="explanation" problems={problems} />
    </fieldset>
  );
}

interface Around {
  readonly name: string;
  readonly lead: string;
  readonly problems: readonly RuleProblem[];
  readonly children: ComponentChildren;
}

function Field({ name, lead, problems, children }: Around) {
  return (
    <div class="field">
      <label class="label" for={`rule-${name}`}>
        {deskTexts.value.fields[name]}
      </label>
      {children}
      <p class="tiny" id={`rule-${name}-lead`}>
        {lead}
      </p>
      <Faults name={name} problems={problems} />
    </div>
  );
}

function Faults({ name, problems }: Pick<Around, "name" | "problems">) {
  const d = deskTexts.value;
  const own = problems.filter(({ field }) => field.split(".")[0] === name);
  if (own.length === 0) return null;
  return (
    <ul class="field-faults" id={`rule-${name}-faults`}>
      {own.map(({ words, line, column }) => (
        <li key={words}>
          {line != null && column != null && <b>{d.faultAt(line, column)} </b>}
          <FaultWords words={words} />
        </li>
      ))}
    </ul>
  );
}

interface Control {
  readonly name: string;
  readonly value: string;
  readonly problems: readonly RuleProblem[];
  readonly onChange: (value: string) => void;
}

function aria({ name, problems }: Control) {
  const isWrong = problems.some(({ field }) => field.split(".")[0] === name);
  const described = isWrong ? `rule-${name}-lead rule-${name}-faults` : `rule-${name}-lead`;
  return { "aria-invalid": isWrong, "aria-describedby": described };
}

function Line(control: Control) {
  return (
    <input
      id={`rule-${control.name}`}
      class="input code"
      autocomplete="off"
      spellcheck={false}
      required
      value={control.value}
      {...aria(control)}
      onInput={(event) => control.onChange(event.currentTarget.value)}
    />
  );
}

function Lines(control: Control) {
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <textarea
      ref={field}
      id={`rule-${control.name}`}
      class="input code"
      rows={Math.min(8, control.value.split("\n").length + 1)}
      spellcheck={false}
      value={control.value}
      {...aria(control)}
      onInput={(event) => control.onChange(event.currentTarget.value)}
    />
  );
}

interface Choosing<T extends string> {
  readonly name: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, label: string])[];
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ name, value, options, onChange }: Choosing<T>) {
  return (
    <div class="field">
      <label class="label" for={`rule-${name}`}>
        {deskTexts.value.fields[name]}
      </label>
      <select
        id={`rule-${name}`}
        class="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as T)}
      >
        {options.map(([each, label]) => (
          <option key={each} value={each}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
