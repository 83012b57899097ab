import type { MailServer } from './mail-server.ts';

interface SmtpError extends Error {
  code?: string;
  /** What the system said beneath it. */
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

/**
 * A mail that the server did not confirm. `refused`: another try may help; `failed`: it would not; `unconfirmed`: the
 * connection broke after the mail was handed over, so that the server may have it.
 */
export class Undelivered extends Error {
  readonly outcome: 'refused' | 'failed' | 'unconfirmed';

  constructor(outcome: Undelivered['outcome'], message: string) {
    super(message);
    this.outcome = outcome;
  }

  static from(error: SmtpError, server: MailServer, isHandedOver: boolean): Undelivered {
    const words = inWords(error, server);
    if (error.responseCode === undefined) return new Undelivered(isHandedOver ? 'unconfirmed' : 'refused', words);
    // A password that is refused today may be set right tomorrow; the mail itself has not been judged.
    const isFinal = error.responseCode >= 500 && error.code !== 'EAUTH' && isAboutTheMail(error.command);
    return new Undelivered(isFinal ? 'failed' : 'refused', words);
  }
}

function isAboutTheMail(command = ''): boolean {
  return ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command);
}

/** A sentence about what to do, with the server's own words where it said any. */
function inWords(error: SmtpError, { host, port, security }: MailServer): string {
  const said = error.response ? ` It said: ${oneLine(error.response)}` : '';
  const code = error.originalCode ?? error.code ?? '';
  if (error.code === 'EAUTH') return `${host} refused the user or the password.${said || ` ${oneLine(error.message)}`}`;
  if (error.command === 'STARTTLS') return `${host} does not begin encryption (STARTTLS) on port ${port}.${said}`;
  if (said) return `${host} did not take this.${said}`;
  if (error.code === 'EDNS') return `No server called ${host} can be found. Check the host.`;
  if (code === 'ECONNREFUSED') return `Nothing answers at ${host}, port ${port}. Check the host and the port.`;
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH/.test(code) || (security === 'tls' && /wrong version/i.test(error.message)))
    return `${host} does not speak TLS on port ${port} from the start. Choose STARTTLS, or port 465.`;
  if (error.code === 'ETLS' || /CERT|SELF_SIGNED|ALTNAME/.test(code))
    return `No encryption could be agreed with ${host}: ${oneLine(error.message)}.`;
  if (error.code === 'ETIMEDOUT')
    return `${host} did not answer in time on port ${port}. Check the port and firewalls.`;
  return `The connection to ${host}, port ${port}, failed: ${oneLine(error.message)}.`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/\.$/, '').slice(0, 500);
}
