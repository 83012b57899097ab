import htmx from 'htmx.org';
import { closeDevices, openDevices } from '../recorder/camera.ts';
import { audioBitsPerSecond, bestFormat } from '../recorder/formats.ts';
import { qualityFor } from '../recorder/quality.ts';

const quality = qualityFor(undefined);

/** Records a prompt there and then: a dialog with a picture, one button, and what was recorded to look at. */
export function recordPrompts(): void {
  const dialog = document.querySelector<HTMLDialogElement>('#prompt-recorder');
  if (!dialog) return;
  const recorder = new PromptRecorder(dialog);
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-records-prompt]') : null;
    if (button?.dataset.recordsPrompt) void recorder.open(button.dataset.recordsPrompt);
  });
}

class PromptRecorder {
  readonly #dialog: HTMLDialogElement;
  readonly #video: HTMLVideoElement;
  #url = '';
  #stream: MediaStream | undefined;
  #recording: MediaRecorder | undefined;
  #take: Blob | undefined;

  constructor(dialog: HTMLDialogElement) {
    this.#dialog = dialog;
    this.#video = this.#part('video') as HTMLVideoElement;
    this.#part('start').addEventListener('click', () => this.#start());
    this.#part('stop').addEventListener('click', () => this.#recording?.stop());
    this.#part('again').addEventListener('click', () => void this.#preview());
    this.#part('use').addEventListener('click', () => void this.#send());
    dialog.addEventListener('close', () => this.#close());
  }

  async open(url: string): Promise<void> {
    this.#url = url;
    this.#dialog.showModal();
    await this.#preview();
  }

  async #preview(): Promise<void> {
    this.#take = undefined;
    try {
      this.#stream ??= await openDevices('video', {}, quality);
      Object.assign(this.#video, { src: '', srcObject: this.#stream, muted: true, controls: false });
      await this.#video.play();
      this.#show('ready', 'Up to 10 minutes. Respondents see it with the question.');
    } catch {
      this.#show('none', 'The camera or the microphone cannot be opened. Allow them for this page, or upload a clip.');
    }
  }

  #start(): void {
    const mimeType = bestFormat('video');
    if (!this.#stream || !mimeType) return;
    const pieces: Blob[] = [];
    const recording = new MediaRecorder(this.#stream, {
      mimeType,
      videoBitsPerSecond: quality.bitsPerSecond,
      audioBitsPerSecond,
    });
    recording.addEventListener('dataavailable', ({ data }) => pieces.push(data));
    recording.addEventListener('stop', () => this.#review(new Blob(pieces, { type: mimeType })));
    recording.start(1000);
    const limit = setTimeout(() => recording.state === 'recording' && recording.stop(), 600_000);
    recording.addEventListener('stop', () => clearTimeout(limit));
    this.#recording = recording;
    this.#show('recording', 'Recording…');
  }

  #review(take: Blob): void {
    if (!this.#dialog.open) return;
    this.#take = take;
    Object.assign(this.#video, { srcObject: null, src: URL.createObjectURL(take), muted: false, controls: true });
    this.#show('review', 'Watch it, record it again, or use it.');
  }

  async #send(): Promise<void> {
    if (!this.#take) return;
    this.#show('none', 'Sending…');
    const body = new FormData();
    body.append('file', this.#take, this.#take.type.includes('mp4') ? 'prompt.mp4' : 'prompt.webm');
    const token = document.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        body,
        headers: { 'X-CSRF-Token': token, 'HX-Request': 'true', Accept: 'text/html' },
      });
      const html = await response.text();
      const target = document.querySelector(`#prompt-${this.#url.split('/').at(-2)}`);
      if (target) await htmx.swap({ target, text: html, swap: 'outerHTML' });
      this.#dialog.close();
    } catch {
      this.#show('review', 'The server cannot be reached. Your recording is still here: try again.');
    }
  }

  #close(): void {
    if (this.#recording?.state === 'recording') this.#recording.stop();
    closeDevices(this.#stream);
    this.#stream = undefined;
    this.#video.srcObject = null;
    this.#video.removeAttribute('src');
  }

  /** The buttons of this state, and what is so, in a sentence. */
  #show(state: 'none' | 'ready' | 'recording' | 'review', words: string): void {
    for (const button of this.#dialog.querySelectorAll<HTMLElement>('[data-in]'))
      button.hidden = button.dataset.in !== state;
    this.#dialog.querySelector('.stage')?.classList.toggle('recording', state === 'recording');
    this.#part('told').textContent = words;
  }

  #part(name: string): HTMLElement {
    const found = this.#dialog.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (!found) throw new Error(`The dialog has no ${name}`);
    return found;
  }
}
