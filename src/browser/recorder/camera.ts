import type { Quality } from './quality.ts';
import type { Kind } from './stage.ts';

/** Device ids; undefined leaves the choice to the browser. */
export interface Chosen {
  camera?: string;
  microphone?: string;
}

/** Opens the microphone, and for video the camera. @throws DOMException: see trouble.ts */
export async function openDevices(kind: Kind, chosen: Chosen, quality: Quality): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia(wanted(kind, chosen, quality));
  } catch (error) {
    // The device that was chosen last time has been unplugged: any other will do.
    if ((error as DOMException).name !== 'OverconstrainedError') throw error;
    return navigator.mediaDevices.getUserMedia(wanted(kind, {}, quality));
  }
}

function wanted(kind: Kind, { camera, microphone }: Chosen, { width, height }: Quality): MediaStreamConstraints {
  return {
    audio: { echoCancellation: true, autoGainControl: true, ...(microphone && { deviceId: { exact: microphone } }) },
    video: kind === 'video' && {
      width: { ideal: width },
      height: { ideal: height },
      frameRate: { ideal: 30, max: 30 },
      ...(camera ? { deviceId: { exact: camera } } : { facingMode: 'user' }),
    },
  };
}

export function closeDevices(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Named only once the person has allowed them. */
export async function listDevices(kind: 'videoinput' | 'audioinput'): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === kind && device.deviceId !== '');
}
