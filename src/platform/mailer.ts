import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Mailbox, MailServer } from './mail-server.ts';
import { Undelivered } from './undelivered.ts';

export interface OutgoingMail {
  from: Mailbox;
  to: Mailbox;
  subject: string;
  text: string;
  html: string;
  /** With its angle brackets; the same at every try, so that a mail which came twice is shown once. */
  messageId: string;
  /** Where the recipient ends such mails with one POST (RFC 8058). */
  unsubscribeUrl: string | undefined;
}

/**
 * Hands one mail to the server and gives the words with which it was taken.
 * @throws Undelivered, which tells whether the server may have it all the same
 */
export async function deliver(server: MailServer, mail: OutgoingMail, signal: AbortSignal): Promise<string> {
  const message = await compose(mail);
  const connection = new SMTPConnection(optionsFor(server));
  let isHandedOver = false;
  // Read only once the server has said that it listens: from there on nobody knows, until it answers.
  const body = Readable.from(
    (function* () {
      isHandedOver = true;
      yield message;
    })(),
  );
  try {
    return await conversation(connection, server, { from: mail.from.address, to: mail.to.address }, body, signal);
  } catch (error) {
    throw Undelivered.from(error as Error, server, isHandedOver);
  } finally {
    connection.close();
  }
}

function compose({ unsubscribeUrl, from, to, ...mail }: OutgoingMail): Promise<Buffer> {
  const composer = new MailComposer({
    ...mail,
    from: { name: from.name ?? '', address: from.address },
    to: { name: to.name ?? '', address: to.address },
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribeUrl && {
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function optionsFor({ host, port, security }: MailServer) {
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: 15_000,
    dnsTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  };
}

function conversation(
  connection: SMTPConnection,
  { user, password }: MailServer,
  envelope: { from: string; to: string },
  body: Readable,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject);
    signal.addEventListener('abort', () => reject(new Error('The server is being stopped.')), { once: true });
    const send = () =>
      connection.send(envelope, body, (error, info) => (error ? reject(error) : resolve(info?.response ?? '')));
    connection.connect((error) => {
      if (error) return reject(error);
      if (user === undefined) return send();
      connection.login({ user, credentials: { user, pass: password ?? '' } }, (refused) =>
        refused ? reject(refused) : send(),
      );
    });
  });
}
