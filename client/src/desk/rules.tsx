/** The rules: how each stands, what it hits, who wrote and approved it, and what may be made of it. */
import { useEffect, useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import { fullMoment } from "../i18n/moments";
import { texts } from "../i18n/texts";
import { locale } from "../platform/locale";
import type { DeskRule, DeskRules } from "../protocol/desk.gen";
import type { Desk } from "./desk";
import { whoText } from "./events";
import { FaultNotice } from "./fault";
import { RuleEditor } from "./rule_editor";

type Edited = DeskRule | "new" | null;

export function RulesView({ desk }: { desk: Desk }) {
  const d = deskTexts.value;
  const [found, setFound] = useState<DeskRules | null>(null);
  const [edited, setEdited] = useState<Edited>(null);
  const read = async () => {
    const answer = await desk.api.rules();
    if (answer.ok) setFound(answer.value);
    else desk.tell(answer.fault);
  };
  useEffect(() => void read(), [desk]);
  const maySteer = desk.state.value?.me.may_steer ?? false;
  if (edited !== null) {
    return (
      <RuleEditor
        desk={desk}
        rule={edited === "new" ? null : edited}
        onClose={() => {
          setEdited(null);
          void read();
        }}
      />
    );
  }
  return (
    <>
      <h1 id="desk-title">{d.views.rules}</h1>
      <p class="small">{d.rulesLead}</p>
      <FaultNotice desk={desk} />
      {found?.problem && (
        <div class="notice notice-berry" role="alert">
          {d.rulesProblem} <code>{found.problem}</code>
        </div>
      )}
      {maySteer && (
        <button type="button" class="btn" onClick={() => setEdited("new")}>
          {d.newRule}
        </button>
      )}
      {found === null ? (
        <p role="status">{texts.value.partComing}</p>
      ) : (
        <ul class="rules-list">
          {found.rules.map((rule) => (
            <RuleItem
              key={rule.id}
              rule={rule}
              desk={desk}
              maySteer={maySteer}
              onChanged={() => void read()}
              onEdit={() => setEdited(rule)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface Item {
  readonly rule: DeskRule;
  readonly desk: Desk;
  readonly maySteer: boolean;
  readonly onChanged: () => void;
  readonly onEdit: () => void;
}

function RuleItem(props: Item) {
  const d = deskTexts.value;
  const { rule } = props;
  return (
    <li>
      <details class="rule">
        <summary>
          <code>{rule.id}</code>
          <span class={`badge badge-${rule.status}`}>{d.statuses[rule.status]}</span>
          {rule.braked && <span class="badge badge-ochre">{d.braked}</span>}
          {rule.shipped && <span class="badge">{d.shipped}</span>}
          <span class="end small">{d.hits(rule.hits.live, rule.hits.shadow, rule.hits.judged)}</span>
        </summary>
        <RuleDetails {...props} />
      </details>
    </li>
  );
}

function RuleDetails({ rule, desk, maySteer, onChanged, onEdit }: Item) {
  const d = deskTexts.value;
  return (
    <div class="rule-details">
      {rule.braked && <p class="notice notice-ochre">{d.brakedLead}</p>}
      <dl class="facts">
        <dt>{d.fields["when"]}</dt>
        <dd>
          <code>{rule.when}</code>
        </dd>
        <dt>{d.fields["verdict"]}</dt>
        <dd>{[d.verdicts[rule.verdict], ...rule.effects.map((effect) => d.effect[effect])].join(", ")}</dd>
        {rule.patterns.length > 0 && (
          <>
            <dt>{d.fields["patterns"]}</dt>
            <dd>
              <code>{rule.patterns.join("  ")}</code>
            </dd>
          </>
        )}
        <dt>{d.fields["policy"]}</dt>
        <dd>
          <Policy policy={rule.policy} />, {d.grounds[rule.ground]}
        </dd>
        <dt>{d.fields["explanation"]}</dt>
        <dd>{rule.explanation[locale.value] ?? rule.explanation.fr ?? ""}</dd>
        <dt>{d.history}</dt>
        <dd>
          <History rule={rule} />
        </dd>
      </dl>
      {maySteer && <Steps rule={rule} desk={desk} onChanged={onChanged} onEdit={onEdit} />}
    </div>
  );
}

function Policy({ policy }: { policy: string }) {
  const number = /^rule-(\d+)$/.exec(policy)?.[1];
  if (number === undefined) return <>{policy}</>;
  return (
    <a href={`/rules#${policy}`} target="_blank" rel="noopener">
      {deskTexts.value.ruleOf(number)}
    </a>
  );
}

function History({ rule }: { rule: DeskRule }) {
  const d = deskTexts.value;
  const people = [
    rule.author && d.by(whoText(rule.author)),
    rule.approver && d.approvedBy(whoText(rule.approver)),
  ];
  return (
    <ul>
      <li>
        {people.filter(Boolean).join(", ")} <code>{rule.version}</code>
      </li>
      {rule.history.map((change) => (
        <li key={`${change.at} ${change.status}`}>
          {d.step(
            change.braked ? d.braked : d.statuses[change.status],
            whoText(change.by),
            fullMoment(Date.parse(change.at)),
          )}
        </li>
      ))}
    </ul>
  );
}

function Steps({ rule, desk, onChanged, onEdit }: Omit<Item, "maySteer">) {
  const d = deskTexts.value;
  const go = async (status: DeskRule["status"]) => {
    const answer = await desk.api.setStatus(rule.id, { status, version: rule.version });
    if (answer.ok) onChanged();
    else desk.tell(answer.fault);
  };
  return (
    <div class="actions">
      {rule.next.map((status) => (
        <button
          key={status}
          type="button"
          class={status === "live" ? "btn btn-s btn-green" : "btn btn-s"}
          onClick={() => void go(status)}
        >
          {d.to[status]}
        </button>
      ))}
      {!rule.shipped && (
        <button type="button" class="btn btn-s btn-bare" onClick={onEdit}>
          {d.newVersion}
        </button>
      )}
    </div>
  );
}
