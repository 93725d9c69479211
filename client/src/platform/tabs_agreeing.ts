/** The tabs of one guest agree: on what is read where, and on advice given once. Nothing of it leaves the browser. */

export interface Agreed {
  readonly room: string;
  /** Everything up to this offset was on screen. */
  readonly read?: number;
  /** Advice about meeting was given there. */
  readonly advised?: true;
}

export interface Agreeing {
  tell(agreed: Agreed): void;
  stop(): void;
}

export function agreeWithTabs(onTold: (agreed: Agreed) => void): Agreeing {
  if (!("BroadcastChannel" in globalThis)) return { tell: () => undefined, stop: () => undefined };
  const channel = new BroadcastChannel("palabre-agreeing");
  channel.onmessage = ({ data }: MessageEvent<Agreed>) => onTold(data);
  return { tell: (agreed) => channel.postMessage(agreed), stop: () => channel.close() };
}
