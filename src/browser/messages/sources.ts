import { largest } from '../composing/compositor.ts';
import { closeDevices, openDevices, type Chosen } from '../recorder/camera.ts';
import { qualityFor } from '../recorder/quality.ts';

export type RecordingKind = 'screen' | 'camera' | 'voice';

/** What is opened to be recorded. */
export interface Sources {
  screen: MediaStream | undefined;
  /** Camera and microphone, as far as there are any. */
  devices: MediaStream | undefined;
  /** For the person: what is missing, and that it goes on without. Empty when nothing is. */
  missing: string;
}

/** Whether this browser can show a screen at all: phones cannot. */
export function canShareScreen(): boolean {
  return isSecureContext && typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}

/**
 * Asks for the screen first, for browsers let only a fresh click do so. Without camera or microphone a screen is
 * recorded all the same.
 * @throws DOMException: refused, or nothing there
 */
export async function openSources(kind: RecordingKind, withCamera: boolean, chosen: Chosen): Promise<Sources> {
  const quality = qualityFor(undefined);
  if (kind !== 'screen') {
    const devices = await openDevices(kind === 'camera' ? 'video' : 'voice', chosen, quality);
    return { screen: undefined, devices, missing: '' };
  }
  const screen = await openScreen();
  try {
    return { screen, ...(await devicesBeside(withCamera, chosen)) };
  } catch (error) {
    closeDevices(screen);
    throw error;
  }
}

/** A browser's own hints, of which TypeScript knows not all. */
interface ScreenWish extends DisplayMediaStreamOptions {
  systemAudio?: 'include' | 'exclude';
  surfaceSwitching?: 'include' | 'exclude';
  selfBrowserSurface?: 'include' | 'exclude';
}

function openScreen(): Promise<MediaStream> {
  const wish: ScreenWish = {
    // Made smaller where it is captured: less to carry than to compose it small.
    video: { frameRate: { max: 30 }, width: { max: largest.width }, height: { max: largest.height } },
    // Not through the filters for a voice: it may be music.
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    systemAudio: 'include',
    surfaceSwitching: 'include',
    selfBrowserSurface: 'exclude',
  };
  return navigator.mediaDevices.getDisplayMedia(wish);
}

/** For a screen: without what cannot be opened. */
export async function devicesBeside(withCamera: boolean, chosen: Chosen): Promise<Omit<Sources, 'screen'>> {
  const quality = qualityFor(undefined);
  const attempt = (kind: 'video' | 'voice') => openDevices(kind, chosen, quality).catch(() => undefined);
  const both = withCamera ? await attempt('video') : undefined;
  const devices = both ?? (await attempt('voice'));
  if (!devices) return { devices, missing: 'No microphone could be opened: your voice will not be heard.' };
  return {
    devices,
    missing: withCamera && !both ? 'No camera could be opened: your screen is recorded without it.' : '',
  };
}
