/** The step one is at; its title takes the focus when it changes. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Stage } from "../core/age_stage";
import { ageTexts } from "../i18n/age_texts";
import { Choosing } from "./choosing";
import { CodeForm } from "./code_form";
import { Elsewhere, Proven, Shut, Unreachable } from "./endings";
import type { AgeProps } from "./page";
import { Refused } from "./refused";
import { Title } from "./title";
import { Waiting } from "./waiting";

export function Current(props: AgeProps) {
  const { stage } = props.proving;
  const box = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  const { kind } = stage.value;
  useLayoutEffect(() => {
    if (kind === "loading" || kind === "completing") return;
    // The choice that opens with the page is read from the page's beginning.
    if (!first.current || kind !== "choosing") focusIn(box.current);
    first.current = false;
  }, [kind]);
  return (
    <div ref={box} class="age-step">
      <Step {...props} stage={stage.value} />
    </div>
  );
}

/** What is to be typed; or else the title, from which one reads on. */
function focusIn(step: HTMLElement | null): void {
  const field = step?.querySelector("input");
  (field ?? step?.querySelector("h1"))?.focus();
}

function Step({ stage, ...props }: AgeProps & { stage: Stage }) {
  const { proving } = props;
  const a = ageTexts.value;
  switch (stage.kind) {
    case "loading":
      return <Title title={a.ageTitle} />;
    case "choosing":
      return <Choosing {...props} />;
    case "beginning":
      return <Busy says={a.agePreparing} />;
    case "completing":
      return <Busy says={a.ageChecking} />;
    case "waiting":
      return <Waiting proving={proving} stage={stage} />;
    case "code":
      return <CodeForm proving={proving} stage={stage} />;
    case "proven":
      return <Proven {...props} stage={stage} />;
    case "refused":
      return <Refused proving={proving} reason={stage.reason} />;
    case "elsewhere":
      return <Elsewhere />;
    case "shut":
      return <Shut />;
    case "unreachable":
      return <Unreachable proving={proving} />;
  }
}

function Busy({ says }: { says: string }) {
  return (
    <Title title={ageTexts.value.ageTitle}>
      <p role="status">{says}</p>
    </Title>
  );
}
