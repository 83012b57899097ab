import { compose, sizeFor, type Compositor } from '../composing/compositor.ts';
import { sizeOfFirstFrame } from '../composing/first-frame.ts';
import type { Scene } from '../composing/scene.ts';
import { Mixer, type SoundName } from '../composing/sound.ts';
import { closeDevices, type Chosen } from '../recorder/camera.ts';
import { watchInterruptions } from '../recorder/interruptions.ts';
import { devicesBeside, openSources, type RecordingKind, type Sources } from './sources.ts';

interface Listener {
  /** 0 to 1, before muting. */
  level(name: SoundName, level: number): void;
  /** Something is gone, and the rest goes on; words for the person. */
  lost(what: 'camera' | SoundName, words: string): void;
  /** It cannot go on like this; words for the person. */
  interrupted(words: string): void;
  /** The phone: what comes next has another shape. */
  turned(): void;
  hidden(): void;
}

/** All that is recorded, while it is open: pictures composed, sounds mixed. */
export class Studio {
  readonly kind: RecordingKind;
  /** What the recorder gets. */
  readonly stream: MediaStream;
  readonly missing: string;
  #sources: Sources;
  readonly #mixer: Mixer;
  readonly #compositor: Compositor | undefined;
  readonly #listener: Listener;
  readonly #watch = new AbortController();

  static async open(kind: RecordingKind, withCamera: boolean, chosen: Chosen, listener: Listener): Promise<Studio> {
    const sources = await openSources(kind, withCamera, chosen);
    const compositor = sources.screen && compose(sizeFor(await sizeOfFirstFrame(sources.screen)));
    return new Studio(kind, sources, compositor, listener);
  }

  private constructor(kind: RecordingKind, sources: Sources, compositor: Compositor | undefined, listener: Listener) {
    this.kind = kind;
    this.missing = sources.missing;
    this.#sources = sources;
    this.#listener = listener;
    this.#mixer = new Mixer((name, level) => listener.level(name, level));
    this.#compositor = compositor;
    if (compositor) this.#compose(compositor);
    const picture = this.#compositor?.track ?? this.#camera;
    this.#mixIn('microphone', sources.devices);
    this.#mixIn('screen', sources.screen);
    this.stream = new MediaStream([...(picture ? [picture] : []), this.#mixer.track]);
    if (kind !== 'screen' && sources.devices) this.#watchDevices(sources.devices);
  }

  get hasCamera(): boolean {
    return this.#camera?.readyState === 'live';
  }

  hears(name: SoundName): boolean {
    return this.#mixer.has(name);
  }

  mute(name: SoundName, muted: boolean): void {
    this.#mixer.mute(name, muted);
  }

  /** Camera and microphone, as far as there are any. */
  get devices(): MediaStream | undefined {
    return this.#sources.devices;
  }

  /** Other ones beside the same screen. */
  async changeDevices(chosen: Chosen): Promise<void> {
    const before = this.#sources.devices;
    const { devices } = await devicesBeside(this.hasCamera, chosen);
    closeDevices(before);
    this.#sources = { ...this.#sources, devices };
    if (this.#compositor) this.#seeCamera(this.#compositor);
    this.#mixIn('microphone', devices);
  }

  show(scene: Scene): void {
    this.#compositor?.show(scene);
  }

  close(): void {
    this.#watch.abort();
    this.#compositor?.end();
    this.#mixer.end();
    closeDevices(this.#sources.screen);
    closeDevices(this.#sources.devices);
  }

  get #camera(): MediaStreamTrack | undefined {
    return this.#sources.devices?.getVideoTracks()[0];
  }

  #compose(compositor: Compositor): void {
    const [screen] = this.#sources.screen?.getVideoTracks() ?? [];
    compositor.see('screen', screen);
    this.#onEnd(screen, () => this.#listener.interrupted('Your screen is no longer shared'));
    this.#seeCamera(compositor);
  }

  #seeCamera(compositor: Compositor): void {
    const camera = this.#camera;
    compositor.see('camera', camera);
    this.#onEnd(camera, () => {
      if (camera !== this.#camera) return;
      compositor.see('camera', undefined);
      this.#listener.lost('camera', 'Your camera was unplugged. Your screen goes on without it.');
    });
  }

  #mixIn(name: SoundName, stream: MediaStream | undefined): void {
    const [track] = stream?.getAudioTracks() ?? [];
    if (!track) return;
    this.#mixer.add(name, track);
    if (this.kind !== 'screen') return;
    this.#onEnd(track, () => {
      this.#mixer.remove(name);
      if (name === 'microphone') {
        this.#listener.lost(name, 'Your microphone was unplugged. Your voice is not heard any more.');
      }
    });
  }

  #onEnd(track: MediaStreamTrack | undefined, work: () => void): void {
    track?.addEventListener('ended', work, { signal: this.#watch.signal });
  }

  /** What a screen recording survives ends a part of any other. */
  #watchDevices(devices: MediaStream): void {
    const unwatch = watchInterruptions(devices, {
      interrupted: (what) => this.#listener.interrupted(what),
      turned: () => this.#listener.turned(),
      hidden: () => this.#listener.hidden(),
    });
    this.#watch.signal.addEventListener('abort', unwatch);
  }
}
