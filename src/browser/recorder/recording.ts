import { audioBitsPerSecond } from './formats.ts';

const pieceMs = 1000;

/** A recording under way. */
export interface Recording {
  /** Seconds so far. */
  seconds(): number;
  /** Gives what there is at once, without waiting for the second to be full. */
  flush(): void;
  /** Resolves, with its length in seconds, once the last piece has been given. */
  stop(): Promise<number>;
}

interface Listener {
  onPiece: (data: Blob) => void;
  /** The encoder gave up by itself; every piece it made has been given. */
  onBroken: () => void;
}

/** Begins to record, and gives a piece about every second. Resolves when the encoder runs. */
export function startRecording(
  stream: MediaStream,
  mimeType: string,
  videoBitsPerSecond: number,
  { onPiece, onBroken }: Listener,
): Promise<Recording> {
  const recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond, audioBitsPerSecond });
  let [begun, ended] = [0, 0];
  const seconds = () => ((ended || performance.now()) - begun) / 1000;
  const stopped = new Promise<number>((resolve) => {
    recorder.onstop = () => {
      const byItself = !ended;
      ended ||= performance.now();
      resolve(seconds());
      if (byItself) onBroken();
    };
  });
  recorder.ondataavailable = ({ data }) => void (data.size > 0 && onPiece(data));
  return new Promise((resolve, reject) => {
    recorder.onerror = (event) => reject(event instanceof ErrorEvent ? event.error : new Error('The encoder failed'));
    recorder.onstart = () =>
      resolve({ seconds, flush: () => recorder.state === 'recording' && recorder.requestData(), stop });
    // The first frame is taken before a busy page hears of the start.
    begun = performance.now();
    recorder.start(pieceMs);
  });

  function stop(): Promise<number> {
    if (recorder.state !== 'inactive') {
      ended ||= performance.now();
      recorder.stop();
    }
    return stopped;
  }
}
