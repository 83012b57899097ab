import { bitsPerSecond } from './formats.ts';

const pieceMs = 1000;

/** A recording under way. */
export interface Recording {
  /** Seconds so far. */
  seconds(): number;
  /** Resolves, with its length in seconds, once the last piece has been given. */
  stop(): Promise<number>;
}

/** Begins to record, and gives a piece about every second. Resolves when the encoder runs. */
export function startRecording(
  stream: MediaStream,
  mimeType: string,
  onPiece: (data: Blob) => void,
): Promise<Recording> {
  const recorder = new MediaRecorder(stream, {
    mimeType,
    videoBitsPerSecond: bitsPerSecond.video,
    audioBitsPerSecond: bitsPerSecond.audio,
  });
  let [begun, ended] = [0, 0];
  const seconds = () => ((ended || performance.now()) - begun) / 1000;
  const stopped = new Promise<number>((resolve) => {
    recorder.onstop = () => resolve(seconds());
  });
  recorder.ondataavailable = ({ data }) => void (data.size > 0 && onPiece(data));
  return new Promise((resolve, reject) => {
    recorder.onerror = (event) => reject(event instanceof ErrorEvent ? event.error : new Error('The encoder failed'));
    recorder.onstart = () => {
      begun = performance.now();
      resolve({ seconds, stop });
    };
    recorder.start(pieceMs);
  });

  function stop(): Promise<number> {
    ended ||= performance.now();
    if (recorder.state !== 'inactive') recorder.stop();
    return stopped;
  }
}
