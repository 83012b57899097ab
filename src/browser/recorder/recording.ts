import { audioBitsPerSecond } from './formats.ts';
import { Stopwatch } from './stopwatch.ts';

const pieceMs = 1000;

/** A recording under way. */
export interface Recording {
  /** Seconds so far, without those in which it was held. */
  seconds(): number;
  /** Gives what there is at once, without waiting for the second to be full. */
  flush(): void;
  /** Records nothing until `resume`; what there is has been given. */
  hold(): void;
  resume(): void;
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
  const watch = new Stopwatch();
  const stopped = new Promise<number>((resolve) => {
    recorder.onstop = () => {
      const byItself = !watch.isStopped;
      watch.stop();
      resolve(watch.seconds);
      if (byItself) onBroken();
    };
  });
  recorder.ondataavailable = ({ data }) => void (data.size > 0 && onPiece(data));
  return new Promise((resolve, reject) => {
    recorder.onerror = (event) => reject(event instanceof ErrorEvent ? event.error : new Error('The encoder failed'));
    recorder.onstart = () => resolve({ seconds: () => watch.seconds, flush, hold, resume: goOn, stop });
    // The first frame is taken before a busy page hears of the start.
    watch.run();
    recorder.start(pieceMs);
  });

  function flush(): void {
    if (recorder.state === 'recording') recorder.requestData();
  }

  function hold(): void {
    if (recorder.state !== 'recording') return;
    recorder.requestData();
    recorder.pause();
    watch.hold();
  }

  function goOn(): void {
    if (recorder.state !== 'paused') return;
    recorder.resume();
    watch.run();
  }

  function stop(): Promise<number> {
    if (recorder.state !== 'inactive') {
      watch.stop();
      recorder.stop();
    }
    return stopped;
  }
}
