import { once } from 'node:events';
import type { Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { atEnd } from './ending.ts';

interface Received {
  to: string[];
  mail: ParsedMail;
}

/** What a mail server may do instead of taking a mail. */
export interface Manners {
  /** The answer to the recipient, such as "450 try later". */
  recipient?: string;
  /** The answer once the mail is there. */
  data?: string;
  /** Never answers once the mail is there. */
  silent?: boolean;
}

/** A real SMTP server on loopback that keeps what it is sent; ends with the suite. */
export class MailBox {
  readonly received: Received[] = [];
  manners: Manners = {};
  readonly #server: SMTPServer;

  private constructor(options: SMTPServerOptions) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onRcptTo: (_address, _session, done) => done(refusal(this.manners.recipient)),
      onData: (stream, { envelope }, done) => {
        void simpleParser(stream).then((mail) => {
          this.received.push({ to: envelope.rcptTo.map(({ address }) => address), mail });
          if (!this.manners.silent) done(refusal(this.manners.data));
        });
      },
      ...options,
    });
    this.#server.on('error', () => undefined);
  }

  static async open(options: SMTPServerOptions = {}): Promise<MailBox> {
    const box = new MailBox(options);
    const listening = box.#server.listen(0, '127.0.0.1');
    if (!listening.listening) await once(listening, 'listening');
    atEnd(() => box.close());
    return box;
  }

  get port(): number {
    return (this.#server.server.address() as { port: number }).port;
  }

  /** What the product is started with to send through this. */
  get environment(): { SMTP_URL: string; MAIL_FROM: string } {
    return { SMTP_URL: `smtp://127.0.0.1:${this.port}`, MAIL_FROM: 'Marlow & Finch <hr@marlow.example>' };
  }

  /** Breaks every connection without a word. */
  hangUp(): void {
    const open = this.#server.connections as unknown as Set<{ _socket: Socket }>;
    for (const { _socket } of open) _socket.destroy();
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

function refusal(answer: string | undefined): Error | null {
  if (!answer) return null;
  return Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) });
}
