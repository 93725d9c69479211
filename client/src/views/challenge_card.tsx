/** A check the server asks for before the next message: done by the device, or waited out. */
import type { Signal } from "@preact/signals";
import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Posting } from "../core/posting";
import { partTexts } from "../i18n/part_texts";
import { type Proving, prove } from "../platform/proving";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";

type Stage = "asked" | "working" | "failed";

export function ChallengeCard({ desk }: { desk: RoomDesk }) {
  const p = partTexts.value;
  const { posting } = desk.live;
  const check = useMemo(() => new Check(posting), [posting]);
  useEffect(() => () => check.stop(), [check]);
  const stage = check.stage.value;
  const start = useRef<HTMLButtonElement>(null);
  // Whoever writes by keyboard is one press from going on.
  useEffect(() => start.current?.focus(), []);
  return (
    <div class="notice notice-ochre" role="group" aria-labelledby="challenge">
      <Icon name="shield" />
      <div>
        <h2 id="challenge">{p.challenge}</h2>
        {stage === "working" ? (
          <Working check={check} />
        ) : (
          <p>{posting.challengedFor.value ?? p.challengeLead}</p>
        )}
        {stage === "failed" && <p role="alert">{p.challengeFailed}</p>}
        <div class="notice-actions">
          {stage !== "working" && (
            <button ref={start} type="button" class="btn btn-primary" onClick={() => void check.start()}>
              {p.challengeStart}
            </button>
          )}
          <button
            type="button"
            class="btn"
            onClick={() => {
              check.stop();
              posting.challengeOver(true);
              document.getElementById("message")?.focus();
            }}
          >
            {p.cancel}
          </button>
          {stage !== "working" && <Wait desk={desk} />}
        </div>
      </div>
    </div>
  );
}

/** One go at the proof. */
class Check {
  readonly stage: Signal<Stage> = signal("asked");
  readonly progress: Signal<number> = signal(0);
  readonly #posting: Posting;
  #proving: Proving | null = null;

  constructor(posting: Posting) {
    this.#posting = posting;
  }

  async start(): Promise<void> {
    this.stage.value = "working";
    this.progress.value = 0;
    const proving = prove((share) => {
      this.progress.value = share;
    });
    this.#proving = proving;
    const isAccepted = await proving.done;
    if (this.#proving !== proving) return;
    this.#proving = null;
    if (isAccepted) this.#posting.challengeOver();
    else this.stage.value = "failed";
  }

  stop(): void {
    this.#proving?.stop();
    this.#proving = null;
    this.stage.value = "asked";
  }
}

function Working({ check }: { check: Check }) {
  const p = partTexts.value;
  return (
    <>
      <p role="status">{p.challengeWorking}</p>
      <progress max={1} value={check.progress.value} aria-label={p.challenge} />
    </>
  );
}

/** Nothing to press: the message leaves by itself at the end. */
function Wait({ desk }: { desk: RoomDesk }) {
  const { challengedUntil } = desk.live.posting;
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  const left = ((challengedUntil.value ?? 0) - desk.live.tab.outside.clock.now()) / 1_000;
  return <span class="challenge-wait">{partTexts.value.challengeWait(Math.max(0, Math.ceil(left)))}</span>;
}
