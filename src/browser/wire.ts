/** The shapes that cross the wire between the pages and the server. */

import type { Shape } from './wire/shapes.ts';

/** Answer to "Start recording": where and with what to send the take. */
export interface TakeStarted {
  takeId: string;
  clipId: string;
  /** Goes into the header `Upload-Ticket` of every request to `/uploads`. */
  ticket: string;
  maxBytes: number;
  /** Null: as many as one likes. */
  takesLeft: number | null;
}

/** The same for a message: what it is called, and where others will find it. */
export interface MessageStarted extends TakeStarted {
  messageId: string;
  /** The whole address of its first share link. */
  link: string;
}

/** One piece of a take as the recorder gave it; `sha256` in hex. */
export interface Piece {
  bytes: number;
  sha256: string;
}

/** What the page declares of a part of a take once its last byte is up. */
export interface TakeFinished {
  /** From 1: a take that was interrupted goes on in a further part. */
  part: number;
  seconds: number;
  pieces: Piece[];
}

/** What is left to think of a question, in seconds. */
export interface ThinkingTime {
  seconds: number;
}

/** How far a response is: shown as "3 of 4 answers are safe". */
export interface Progress {
  safe: number;
  total: number;
}

/** What the page of a question tells its script, as JSON in `data-question`. */
export interface QuestionOnPage {
  responseId: string;
  questionId: string;
  /** `/f/<slug>`; empty in a preview, where nothing is sent. */
  base: string;
  /** Goes into the header `X-Token` of every request. */
  token: string;
  /** Seconds. */
  timeLimit: number;
  /** Seconds; 0: none. */
  thinkingTime: number;
  /** 0: as many as one likes. */
  takesAllowed: number;
  takesUsed: number;
  required: boolean;
  answer: { kind: string; takeId: string | null; seconds: number | null; safe: boolean } | null;
  /** The newest take, when all of it arrived and it was never chosen: the page was closed before. */
  unchosen: { takeId: string; kind: 'video' | 'voice'; startedAt: string; seconds: number | null } | null;
}

/** What a page with a recorder of messages tells its script, as JSON in `data-recorder`. */
export interface RecorderOnPage {
  /** Under which name takes lie in the spool of this device. */
  whose: string;
  base: string;
  /** Goes into the header `X-CSRF-Token`. */
  token: string;
  /** Free on the server, in bytes. */
  room: number;
  /** The message that it replies to. */
  inReplyTo: string | null;
}

/** What is drawn over a film, in the order in which it was drawn; `width` and `height` are those of the drawing's `viewBox`. */
export interface DrawnOver {
  width: number;
  height: number;
  /** To be seen from `start` until before `end`, in seconds of the film. */
  drawings: { id: string; start: number; end: number; shape: Shape }[];
}

/** What is taken out of a message's recording; all times are seconds of the whole recording. */
export interface MessageEdit {
  seconds: number | null;
  width: number | null;
  height: number | null;
  cuts: [start: number, end: number][];
  /** Hidden parts of the picture, in fractions of it. */
  regions: HiddenRegion[];
  mutes: [start: number, end: number][];
  /** To be sent along with a change, so that nobody undoes what somebody else did meanwhile. */
  revision: number;
  /** What others see of it. */
  showing: 'whole' | 'edited' | 'preparing' | 'failed';
  error: string | null;
  /** How far the film of it is. */
  percent: number;
}

export interface HiddenRegion {
  x: number;
  y: number;
  width: number;
  height: number;
  start: number;
  end: number;
  look: 'blur' | 'solid';
}

/** What a player has played since it last said so, in seconds of the film. */
export interface Beats {
  spans: [from: number, to: number][];
}
