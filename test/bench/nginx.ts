import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../support/until.ts';
import type { Product } from './product.ts';

const port = 34_567;

/** nginx as the README sets it up, one process as we are, and beside that the same files at `/bare/` without asking anybody. */
export class Nginx {
  readonly origin = `http://127.0.0.1:${port}`;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(product: Product): Promise<Nginx> {
    const { root } = product.deps.storage;
    const file = path.join(root, 'nginx.conf');
    fs.writeFileSync(file, configuration(root, product.origin));
    const nginx = new Nginx(spawn('nginx', ['-p', root, '-c', file, '-e', 'nginx.log'], { stdio: 'inherit' }));
    await until(() => fetch(nginx.origin).then(Boolean, () => false), 10);
    return nginx;
  }

  async end(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGQUIT');
    await ended;
  }
}

/** Of the user that started the bench, whose files these are. */
function configuration(root: string, origin: string): string {
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  return `${user} daemon off; worker_processes 1; pid nginx.pid; error_log nginx.log;
    events {}
    http {
      access_log off; sendfile on; tcp_nopush on;
      upstream reelay { server ${new URL(origin).host}; keepalive 16; }
      server {
        listen 127.0.0.1:${port};
        location / { proxy_pass http://reelay; proxy_http_version 1.1; proxy_set_header Connection ""; }
        location /protected/ { internal; alias ${root}/clips/; }
        location /bare/ { alias ${root}/clips/; }
      }
    }`;
}
