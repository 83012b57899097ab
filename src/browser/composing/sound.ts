import { watchAnalyser } from '../recorder/level.ts';

export type SoundName = 'microphone' | 'screen';

interface Channel {
  source: MediaStreamAudioSourceNode;
  gain: GainNode;
  stopMeter: () => void;
}

/** Mixes microphone and the sound of a screen into one track. The track stays whatever comes and goes. */
export class Mixer {
  readonly #context = new AudioContext();
  readonly #mix = this.#context.createMediaStreamDestination();
  readonly #channels = new Map<SoundName, Channel>();
  readonly #muted = new Set<SoundName>();
  readonly #told: (name: SoundName, level: number) => void;

  /** `told` hears how loud each is, 0 to 1, before it is muted: a meter shows that the microphone lives. */
  constructor(told: (name: SoundName, level: number) => void) {
    this.#told = told;
    void this.#context.resume();
  }

  get track(): MediaStreamTrack {
    return this.#mix.stream.getAudioTracks()[0]!;
  }

  has(name: SoundName): boolean {
    return this.#channels.has(name);
  }

  add(name: SoundName, track: MediaStreamTrack): void {
    this.remove(name);
    const source = this.#context.createMediaStreamSource(new MediaStream([track]));
    const gain = new GainNode(this.#context, { gain: this.#muted.has(name) ? 0 : 1 });
    const analyser = new AnalyserNode(this.#context, { fftSize: 1024 });
    source.connect(analyser);
    source.connect(gain).connect(this.#mix);
    const stopMeter = watchAnalyser(analyser, (level) => this.#told(name, level));
    this.#channels.set(name, { source, gain, stopMeter });
  }

  remove(name: SoundName): void {
    const channel = this.#channels.get(name);
    channel?.stopMeter();
    channel?.source.disconnect();
    channel?.gain.disconnect();
    this.#channels.delete(name);
  }

  mute(name: SoundName, muted: boolean): void {
    if (muted) this.#muted.add(name);
    else this.#muted.delete(name);
    const channel = this.#channels.get(name);
    // Within a moment, not at once: a jump in the wave is a click.
    channel?.gain.gain.setTargetAtTime(muted ? 0 : 1, this.#context.currentTime, 0.01);
  }

  end(): void {
    for (const name of this.#channels.keys()) this.remove(name);
    void this.#context.close();
  }
}
