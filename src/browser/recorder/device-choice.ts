import { part } from '../answering/page.ts';
import { listDevices, type Chosen } from './camera.ts';
import type { Kind } from './stage.ts';

const remembered = 'reelay devices';

/** Offers the cameras and microphones where there are several; remembered for the questions to come. */
export class DeviceChoice {
  readonly chosen: Chosen = JSON.parse(sessionStorage.getItem(remembered) ?? '{}') as Chosen;

  readonly #find: (name: string) => HTMLElement;

  /** `find` gives the elements called camera, microphone and devices. */
  constructor(onChange: () => void, find: (name: string) => HTMLElement = part) {
    this.#find = find;
    for (const name of ['camera', 'microphone'] as const) {
      find(name).addEventListener('change', ({ target }) => {
        this.chosen[name] = (target as HTMLSelectElement).value;
        sessionStorage.setItem(remembered, JSON.stringify(this.chosen));
        onChange();
      });
    }
  }

  async offer(kind: Kind, stream: MediaStream): Promise<void> {
    const cameras = kind === 'video' ? await listDevices('videoinput') : [];
    fill(this.#find('camera') as HTMLSelectElement, cameras, stream.getVideoTracks()[0]);
    fill(this.#find('microphone') as HTMLSelectElement, await listDevices('audioinput'), stream.getAudioTracks()[0]);
    this.show(true);
  }

  show(wanted: boolean): void {
    const worth = [this.#find('camera'), this.#find('microphone')].some((select) => !select.parentElement?.hidden);
    this.#find('devices').hidden = !wanted || !worth;
  }
}

function fill(select: HTMLSelectElement, devices: MediaDeviceInfo[], track: MediaStreamTrack | undefined): void {
  const inUse = track?.getSettings().deviceId;
  select.replaceChildren(
    ...devices.map(
      ({ deviceId, label }, index) => new Option(label || `No. ${index + 1}`, deviceId, false, deviceId === inUse),
    ),
  );
  if (select.parentElement) select.parentElement.hidden = devices.length < 2;
}
