/** A view fetched when it is first asked for; when it cannot be had, a sentence and a way to try again. */
import { type Signal, signal } from "@preact/signals";
import type { ComponentType, FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import { texts } from "../i18n/texts";

const AGAIN_MS = 3_000;

interface GivenUp {
  /** Called when the guest no longer waits for it. */
  readonly onGiveUp?: (() => void) | undefined;
}

export type Lazy<P> = FunctionComponent<P & GivenUp> & {
  /** Fetch it ahead; a failure shows only where the view is asked for. */
  readonly fetch: () => Promise<void>;
};

interface Fetched<P> {
  readonly View: ComponentType<P> | null;
  readonly failures: number;
}

/**
 * `load` is a dynamic import: `lazy(async () => (await import("./keys_dialog")).KeysDialog)`.
 * Nobody opened what `isQuiet`: until it is here nothing is told, and it is asked for again and again.
 */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>, isQuiet = false): Lazy<P> {
  const fetched: Signal<Fetched<P>> = signal({ View: null, failures: 0 });
  let isFetching = false;
  const fetchIt = async () => {
    if (isFetching || fetched.peek().View !== null) return;
    isFetching = true;
    await load().then(
      (View) => {
        fetched.value = { View, failures: 0 };
      },
      () => {
        fetched.value = { View: null, failures: fetched.peek().failures + 1 };
      },
    );
    isFetching = false;
  };
  const View: FunctionComponent<P & GivenUp> = (props) => {
    const { View: Loaded, failures } = fetched.value;
    useEffect(() => {
      if (fetched.peek().View === null) void fetchIt();
    }, []);
    if (Loaded !== null) return <Loaded {...props} />;
    if (isQuiet) return <Later failures={failures} onRetry={fetchIt} />;
    return <NotYet failures={failures} onRetry={fetchIt} onGiveUp={props.onGiveUp} />;
  };
  const fetchAhead = async () => {
    await fetchIt();
    if (fetched.peek().View === null) fetched.value = { View: null, failures: 0 };
  };
  return Object.assign(View, { fetch: fetchAhead });
}

interface Waiting extends GivenUp {
  readonly failures: number;
  readonly onRetry: () => void;
}

function Later({ failures, onRetry }: Waiting) {
  useEffect(() => {
    if (failures === 0) return undefined;
    const timer = setTimeout(onRetry, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [failures, onRetry]);
  return null;
}

function NotYet({ failures, onRetry, onGiveUp }: Waiting) {
  const t = texts.value;
  if (failures === 0) {
    return (
      <p class="toast toast-late" role="status">
        {t.partComing}
      </p>
    );
  }
  // After a second failure the file may be gone for good: the server was upgraded under this page.
  const isStubborn = failures > 1;
  return (
    <div class="toast" role="alert">
      <span>{t.partMissing}</span>
      <button type="button" class="link-btn" onClick={onRetry}>
        {t.retry}
      </button>
      {isStubborn && (
        <button type="button" class="link-btn" onClick={() => location.reload()}>
          {t.reload}
        </button>
      )}
      {onGiveUp && (
        <button type="button" class="link-btn" onClick={onGiveUp}>
          {t.close}
        </button>
      )}
    </div>
  );
}
