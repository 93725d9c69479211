/** Given elsewhere: in an application of this device, at a provider, or on another device. */
import { useEffect, useState } from "preact/hooks";
import type { Stage } from "../core/age_stage";
import type { Proving } from "../core/proving";
import { ageTexts } from "../i18n/age_texts";
import type { AttemptBegun } from "../protocol/protocol.gen";
import { Icon } from "../views/icons";
import { QrCode } from "./qr_code";
import { Title } from "./title";

type WaitingStage = Stage & { readonly kind: "waiting" };

export function Waiting({ proving, stage }: { proving: Proving; stage: WaitingStage }) {
  const a = ageTexts.value;
  const { attempt, device } = stage;
  const isHere = device === "same";
  return (
    <>
      {isHere ? <Here stage={stage} /> : <There attempt={attempt} />}
      <div class="age-wait">
        <p role="status">{isHere ? a.ageWaitingHere : a.ageWaitingThere}</p>
        <TimeLeft until={attempt.expires_at} />
      </div>
      <div class="age-acts">
        {isHere && <WaysOn proving={proving} stage={stage} />}
        <button type="button" class="btn" onClick={() => void proving.back()}>
          {a.ageOtherWay}
        </button>
      </div>
    </>
  );
}

/** What to do when nothing opened by itself. */
function WaysOn({ proving, stage: { attempt, method } }: { proving: Proving; stage: WaitingStage }) {
  const a = ageTexts.value;
  const canAsk = proving.canAskWallet(attempt);
  return (
    <>
      {canAsk && (
        <button type="button" class="btn btn-primary" onClick={() => void proving.askWallet()}>
          {a.ageAskBrowser}
        </button>
      )}
      {attempt.link && (
        <a class={canAsk ? "btn" : "btn btn-primary"} href={attempt.link}>
          {method.kind === "account" ? a.ageGo : a.ageOpenAgain}
        </a>
      )}
    </>
  );
}

function Here({ stage: { method } }: { stage: WaitingStage }) {
  const a = ageTexts.value;
  const isAccount = method.kind === "account";
  return (
    <Title title={isAccount ? a.ageGoing(method.label) : a.ageAnswerHere}>
      <p>{isAccount ? a.ageGoingLead : a.ageAnswerHereLead}</p>
    </Title>
  );
}

function There({ attempt }: { attempt: AttemptBegun }) {
  const a = ageTexts.value;
  const { page, qr, wallet_qr: walletQr, site } = attempt;
  return (
    <>
      <Title title={a.ageOtherTitle} />
      <div class="age-there">
        {qr && <QrCode drawing={qr} label={a.ageQr(site)} />}
        <div>
          <ol class="age-steps" aria-label={a.ageSteps}>
            <li>{a.ageStepScan}</li>
            <li>
              {a.ageStepSite} <b class="age-site">{site}</b>.
            </li>
            <li>{a.ageStepCode}</li>
          </ol>
          {page && <Address link={page} />}
          {walletQr && <OwnScanner drawing={walletQr} site={site} />}
        </div>
      </div>
    </>
  );
}

function Address({ link }: { link: string }) {
  const a = ageTexts.value;
  const [said, setSaid] = useState("");
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setSaid(a.ageAddressCopied),
      () => setSaid(a.ageAddressNotCopied),
    );
  return (
    <details class="age-address">
      <summary>{a.ageNoScan}</summary>
      <code>{link}</code>
      <div class="age-acts">
        <button type="button" class="btn btn-s" onClick={() => void copy()}>
          <Icon name="copy" size="s" />
          {a.ageCopyAddress}
        </button>
        <span class="small" role="status">
          {said}
        </span>
      </div>
    </details>
  );
}

/** For an application that scans by itself: it wants the whole request, in a denser picture. */
function OwnScanner({ drawing, site }: { drawing: string; site: string }) {
  const a = ageTexts.value;
  return (
    <details class="age-address">
      <summary>{a.ageOwnScanner}</summary>
      <p>{a.ageOwnScannerLead}</p>
      <QrCode drawing={drawing} label={a.ageOwnScannerQr(site)} />
    </details>
  );
}

const MINUTE_MS = 60_000;
const TOLD_EVERY_MS = 10_000;

/** Seen, and not announced: it would interrupt every minute. */
function TimeLeft({ until }: { until: string }) {
  const [, again] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => again((count) => count + 1), TOLD_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.max(1, Math.ceil((Date.parse(until) - Date.now()) / MINUTE_MS));
  return <p class="small">{ageTexts.value.ageMinutesLeft(minutes)}</p>;
}
