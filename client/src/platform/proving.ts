/** A proof of work: fetched, computed in a worker so that the page stays alive, and handed in. */
import type { Challenge } from "../protocol/protocol.gen";
import type { Found, Told } from "./prover";

export interface Proving {
  /** Whether the server accepted it; never rejects. */
  readonly done: Promise<boolean>;
  stop(): void;
}

const ROUTE = "/api/challenge";

/** `onProgress` is told a share of what is to be expected, below 1 until it is found. */
export function prove(onProgress: (share: number) => void): Proving {
  const stopping = new AbortController();
  const done = run(onProgress, stopping.signal).catch(() => false);
  return { done, stop: () => stopping.abort() };
}

async function run(onProgress: (share: number) => void, stop: AbortSignal): Promise<boolean> {
  const asked = await fetch(ROUTE, { cache: "no-store", signal: stop });
  if (!asked.ok) return false;
  const challenge = (await asked.json()) as Challenge;
  const solution = await compute(challenge, onProgress, stop);
  const payload = btoa(JSON.stringify({ challenge, solution }));
  const answer = await fetch(ROUTE, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ payload }),
    signal: stop,
  });
  return answer.ok;
}

function compute(
  { parameters }: Challenge,
  onProgress: (share: number) => void,
  stop: AbortSignal,
): Promise<Found> {
  const worker = new Worker(new URL("./prover.ts", import.meta.url), { type: "module" });
  const found = new Promise<Found>((resolve, reject) => {
    stop.addEventListener("abort", () => reject(stop.reason));
    worker.onerror = reject;
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if (typeof data === "number") onProgress(data);
      else resolve(data);
    };
    worker.postMessage(parameters);
  });
  return found.finally(() => worker.terminate());
}
