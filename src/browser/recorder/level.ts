import { part } from '../answering/page.ts';

const framesApartMs = 80;

/** Tells how loud the microphone is, 0 to 1, about twelve times a second. Returns what stops it. */
export function watchLevel(stream: MediaStream, told: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(stream).connect(analyser);
  const stop = watchAnalyser(analyser, told);
  return () => {
    stop();
    void context.close();
  };
}

/** The same of a sound that is analysed already. */
export function watchAnalyser(analyser: AnalyserNode, told: (level: number) => void): () => void {
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    told(loudness(samples));
  }, framesApartMs);
  return () => clearInterval(timer);
}

/** Root mean square in decibels, from -60 (nothing) to -10 (as loud as speech gets) laid out from 0 to 1. */
function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(power + 1e-10);
  return Math.min(1, Math.max(0, (decibels + 60) / 50));
}

const bars = 11;

/** The row of bars beside the record button, filled from the left as far as the voice reaches. */
export class LevelMeter {
  readonly #svg: Element;
  readonly #what: string;
  readonly #recent: number[] = [];

  constructor(svg: Element = part('level'), what = 'Microphone level') {
    this.#svg = svg;
    this.#what = what;
  }

  show(level: number): void {
    this.#recent.unshift(level);
    this.#recent.length = Math.min(this.#recent.length, bars);
    const lit = Math.round(level * bars);
    const [on, off] = this.#svg.querySelectorAll('path');
    on?.setAttribute(
      'd',
      Array.from({ length: lit }, (_, bar) => line(bar, 4 + 20 * (this.#recent[bar] ?? 0))).join(''),
    );
    off?.setAttribute('d', Array.from({ length: bars - lit }, (_, bar) => line(lit + bar, 2)).join(''));
    this.#svg.setAttribute('aria-label', `${this.#what}: ${inWords(Math.max(...this.#recent))}`);
  }
}

function line(bar: number, height: number): string {
  return `M${4 + bar * 8} ${16 - height / 2}v${height}`;
}

function inWords(level: number): string {
  if (level < 0.15) return 'nothing to hear';
  return level < 0.4 ? 'quiet' : 'good';
}

const waveBars = 80;

/** The voice of the last seconds, drawn from the right; what is seen where there is no picture. */
export class Wave {
  readonly #path: Element | null;
  #levels: number[] = [];

  constructor(svg: Element = part('wave')) {
    this.#path = svg.querySelector('path');
  }

  show(level: number): void {
    this.#levels = [...this.#levels, level].slice(-waveBars);
    const first = waveBars - this.#levels.length;
    this.#path?.setAttribute('d', this.#levels.map((each, index) => this.#bar(first + index, each)).join(''));
  }

  #bar(place: number, level: number): string {
    const height = 2 + level * 160;
    return `M${4 + place * 8} ${190 - height / 2}v${height}`;
  }
}
