import { bestFormat } from '../recorder/formats.ts';
import { noFormat, troubleBefore, troubleFrom, type Trouble } from '../recorder/trouble.ts';
import { canShareScreen, type RecordingKind } from './sources.ts';

/** What stands in the way of recording this, before anything was tried. */
export function troubleBeforeRecording(kind: RecordingKind): Trouble | undefined {
  const trouble = troubleBefore();
  if (trouble) return trouble;
  if (kind === 'screen' && !canShareScreen()) {
    return {
      what: 'This browser cannot record a screen',
      why: 'Record with the camera instead, or open this page in Chrome, Edge, Firefox or Safari on a computer.',
    };
  }
  return bestFormat(kind === 'voice' ? 'voice' : 'video') ? undefined : noFormat;
}

/** What opening a screen, a camera or a microphone threw. */
export function troubleWith(error: unknown, kind: RecordingKind): Trouble {
  if (kind !== 'screen') return troubleFrom(error, kind === 'camera' ? 'video' : 'voice');
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError') {
    return {
      what: 'Your screen is not shared',
      why: 'Try again, choose a screen, a window or a tab, and press “Share”. On a Mac, the system’s settings must let your browser record the screen.',
    };
  }
  if (name === 'NotFoundError' || name === 'NotReadableError') {
    return {
      what: 'Your screen could not be recorded',
      why: 'The system did not let the browser see it. Choose another window or screen, or restart the browser.',
    };
  }
  return { what: 'Your screen could not be shared', why: `The browser says: ${(error as Error).message}` };
}

export const unreachable = 'The server cannot be reached. Try again in a moment.';
export const noScreenSound =
  'This share comes without sound. To record it too, share again and switch sound on where your browser asks what to share.';
/** Where the page itself has to compose (see composing/on-page.ts). */
export const stayInSight =
  'Keep this page in a window of its own: this browser may record fewer pictures while another tab lies over it.';
