import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { folder } from './folder.ts';

interface Answer {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/**
 * A Chromium whose tabs may really be hidden. Driven through its own pipe (Chrome DevTools Protocol), for Playwright
 * makes every page believe that it is seen.
 */
export class Tabs {
  readonly #browser: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #asked = 0;
  #read = '';

  constructor() {
    const args = [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--window-size=1280,900',
      '--remote-debugging-pipe',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream=fps=30',
      '--auto-select-desktop-capture-source=Entire screen',
      `--user-data-dir=${fs.mkdtempSync(path.join(folder, 'browser-'))}`,
    ];
    this.#browser = spawn(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args, {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    (this.#browser.stdio[4] as Readable).setEncoding('utf8').on('data', (data: string) => this.#hear(data));
  }

  /** A new tab, in front of all others. `run` evaluates there as if a person had clicked, and waits for promises. */
  async open(address: string): Promise<{ run<Result>(script: string): Promise<Result> }> {
    const { targetId } = await this.ask('Target.createTarget', { url: address });
    const { sessionId } = await this.ask('Target.attachToTarget', { targetId, flatten: true });
    return {
      run: async <Result>(expression: string) => {
        const wanted = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
        const { result, exceptionDetails } = await this.ask('Runtime.evaluate', wanted, sessionId as string);
        if (exceptionDetails) throw new Error(`In the tab: ${JSON.stringify(exceptionDetails)}`);
        return (result as { value: Result }).value;
      },
    };
  }

  ask(method: string, params: object, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.#asked;
    const text = JSON.stringify({ id, method, params, sessionId });
    (this.#browser.stdio[3] as Writable).write(`${text}\0`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result ?? {})));
    });
  }

  close(): void {
    this.#browser.kill();
  }

  /** Answers end with a NUL. */
  #hear(data: string): void {
    const answers = (this.#read + data).split('\0');
    this.#read = answers.pop() ?? '';
    for (const text of answers) {
      const answer = JSON.parse(text) as Answer;
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
    }
  }
}
