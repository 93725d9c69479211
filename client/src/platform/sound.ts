/** A soft tone, made here: nothing is fetched for it. */

const PITCHES_HZ = [587.33, 880] as const;
const NOTE_S = 0.16;
const LOUDNESS = 0.06;

let context: AudioContext | null = null;

/** Later than this a tone would tell of something long seen. */
const STALE_MS = 1_000;

/** Browsers allow sound after a gesture only: call it from one. */
export async function allowSound(): Promise<AudioContext> {
  context ??= new AudioContext();
  if (context.state !== "running") await context.resume();
  return context;
}

/** As a sample, for who just chose it and waits for it. */
export async function playSample(): Promise<void> {
  play(await allowSound());
}

export async function playTone(): Promise<void> {
  const asked = performance.now();
  const audio = await allowSound();
  if (performance.now() - asked <= STALE_MS) play(audio);
}

function play(audio: AudioContext): void {
  for (const [index, pitch] of PITCHES_HZ.entries()) note(audio, pitch, audio.currentTime + index * NOTE_S);
}

function note(audio: AudioContext, pitch: number, start: number): void {
  const tone = new OscillatorNode(audio, { type: "sine", frequency: pitch });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + NOTE_S * 2);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + NOTE_S * 2);
}
