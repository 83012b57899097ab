import type { Kind } from './stage.ts';

/** Why recording does not work, in words for the person in front of this browser. */
export interface Trouble {
  what: string;
  why: string;
}

/** What stands in the way before anything was tried. */
export function troubleBefore(): Trouble | undefined {
  if (!isSecureContext) {
    return {
      what: 'Recording needs a secure connection',
      why: 'This page came over plain HTTP, and browsers open a camera or microphone over HTTPS only. Ask who sent you the link for one that begins with https://.',
    };
  }
  if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices) {
    return {
      what: 'This browser cannot record',
      why: `${browser() === 'ios' ? 'Update iOS to 14.5 or later, or open the link in Safari.' : 'A current Chrome, Edge, Firefox or Safari can.'} If the link opened inside another app, open it in your browser.`,
    };
  }
  return undefined;
}

export const noFormat: Trouble = {
  what: 'This browser cannot record in a format that we know',
  why: 'A current Chrome, Edge, Firefox or Safari can.',
};

export function noTakesLeft(takesAllowed: number): Trouble {
  return {
    what: takesAllowed === 1 ? 'You have used your one take' : `You have used all ${takesAllowed} takes`,
    why: 'A take that you chose with “Use this take” stays your answer.',
  };
}

/** What getUserMedia or MediaRecorder threw; names from the W3C's Media Capture and Streams, section 10.3. */
export function troubleFrom(error: unknown, kind: Kind): Trouble {
  const device = kind === 'video' ? 'camera' : 'microphone';
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return { what: `This page may not use your ${device} yet`, why: howToAllow(device) };
    case 'NotFoundError':
      return {
        what: kind === 'video' ? 'No camera was found' : 'No microphone was found',
        why: `Plug one in and try again${kind === 'video' ? ', or answer by voice' : ''}.`,
      };
    case 'NotReadableError':
    case 'AbortError':
      return {
        what: `Your ${device} is in use`,
        why: 'Another program or tab has it. Close that one (a video call, perhaps), then try again.',
      };
    default:
      return {
        what: `Your ${device} could not be opened`,
        why: `The browser says: ${(error as Error).message}`,
      };
  }
}

type Browser = 'ios' | 'android' | 'safari' | 'firefox' | 'edge' | 'chrome';

function howToAllow(device: string): string {
  const steps: Record<Browser, string> = {
    ios: `Touch “aA” or the page symbol in the address bar, choose “Website Settings”, and allow the ${device}. If it is not listed: Settings, Apps, Safari.`,
    android: `Touch the symbol left of the address, then “Permissions”, and allow the ${device}. Android itself may ask once more.`,
    safari: `In the menu choose Safari, “Settings for This Website…”, and allow the ${device}.`,
    firefox: `Click the crossed-out ${device} left of the address and remove the block.`,
    edge: `Click the lock left of the address, then “Permissions for this site”, and allow the ${device}.`,
    chrome: `Click the symbol left of the address and switch the ${device} on.`,
  };
  return `${steps[browser()]} Then try again.`;
}

function browser(): Browser {
  const agent = navigator.userAgent;
  if (/iPhone|iPad/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1)) return 'ios';
  if (agent.includes('Android')) return 'android';
  if (agent.includes('Firefox/')) return 'firefox';
  if (agent.includes('Edg/')) return 'edge';
  return agent.includes('Chrome/') ? 'chrome' : 'safari';
}
