import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { packageRoot } from '../src/platform/config.ts';

/** Folders from left to right: each imports only from those to its left. */
const order = [
  'platform',
  'accounts',
  'notifications',
  'media',
  'transcripts',
  'sharing',
  'comments',
  'forms',
  'responses',
  'messages',
  'analysis',
  'testimonials',
  'rooms',
  'prospects',
  'decisions',
  'insights',
  'search',
  'admin',
  'seed',
];

const source = path.join(packageRoot, 'src');

function filesIn(folder: string, ending: RegExp): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => path.join(folder, name));
}

interface Import {
  from: string;
  to: string;
}

function imports(): Import[] {
  return filesIn(source, /\.ts$/).flatMap((file) => {
    const text = fs.readFileSync(file, 'utf8');
    const named = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1] ?? '');
    return named.map((name) => ({
      from: path.relative(source, file),
      to: path.relative(source, path.resolve(path.dirname(file), name)),
    }));
  });
}

const folderOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : '');
const shown = ({ from, to }: Import) => `${from} → ${to}`;

describe('the architecture', () => {
  it('lets a folder import only from folders to its left', () => {
    const wrong = imports().filter(({ from, to }) => {
      const [here, there] = [folderOf(from), folderOf(to)];
      if (here === '' || here === there) return false;
      if (to === 'browser/wire.ts' || to.startsWith('browser/wire/')) return false;
      return !order.includes(here) || !order.includes(there) || order.indexOf(there) > order.indexOf(here);
    });
    expect(wrong.map(shown)).to.deep.equal([]);
  });

  it('keeps a feature’s store and routes to itself', () => {
    const wrong = imports().filter(
      ({ from, to }) =>
        folderOf(from) !== '' && folderOf(from) !== folderOf(to) && /(^|[./])(store|routes)\.ts$/.test(to),
    );
    expect(wrong.map(shown)).to.deep.equal([]);
  });

  it('keeps the browser to itself', () => {
    const wrong = imports().filter(({ from, to }) => folderOf(from) === 'browser' && folderOf(to) !== 'browser');
    expect(wrong.map(shown)).to.deep.equal([]);
  });

  it('imports fluent-ffmpeg, nodemailer and sqlite3’s knex in one place each', () => {
    const users = (name: string) =>
      filesIn(source, /\.ts$/)
        .filter((file) => new RegExp(`^import (?!type).*from '${name}[/']`, 'm').test(fs.readFileSync(file, 'utf8')))
        .map((file) => path.relative(source, file));
    expect(users('fluent-ffmpeg')).to.deep.equal(['platform/ffmpeg.ts']);
    expect(users('nodemailer')).to.deep.equal(['platform/mailer.ts']);
    expect(users('knex')).to.deep.equal(['platform/database.ts']);
  });

  it('writes SQL only in stores, in platform/ and in migrations', () => {
    const sql = /\bdb\(|\btrx\(|\bdb<|\.raw\(|\b(select|insert into|update|delete from) \w+ (from|set|values)\b/;
    const wrong = filesIn(source, /\.ts$/)
      .map((file) => path.relative(source, file))
      .filter((file) => !/(^|[./])store\.ts$/.test(file) && !/^(platform|browser)\//.test(file))
      .filter((file) => sql.test(withoutComments(fs.readFileSync(path.join(source, file), 'utf8'))));
    expect(wrong).to.deep.equal([]);
  });

  it('shows markup unescaped only from includes, the layout’s body and drawings', () => {
    const allowed = /^<%- *(include\(|body *%>|icon\(|qr *%>)/;
    const wrong = filesIn(path.join(packageRoot, 'views'), /\.ejs$/).flatMap((file) =>
      [...fs.readFileSync(file, 'utf8').matchAll(/<%-[^%]*%>?/g)]
        .filter(([tag]) => !allowed.test(tag))
        .map(([tag]) => `${path.relative(packageRoot, file)}: ${tag}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('has no inline script or style in any view; a mail, which no policy covers, brings its style along', () => {
    const pages = filesIn(path.join(packageRoot, 'views'), /\.ejs$/).filter((file) => !file.endsWith('mail/html.ejs'));
    const wrong = pages.filter((file) =>
      /<style|\sstyle="|<script(?![^>]*\ssrc=)|\son\w+="|hx-on/.test(fs.readFileSync(file, 'utf8')),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('sends no form by DELETE, whose fields htmx puts into the address, the token among them', () => {
    const wrong = filesIn(path.join(packageRoot, 'views'), /\.ejs$/).filter((file) =>
      /<form[^>]*\shx-delete/.test(fs.readFileSync(file, 'utf8')),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('has at the top level only what the design names', () => {
    const names = fs.readdirSync(packageRoot).filter((name) => !name.startsWith('.'));
    const designed = 'src views public migrations storage test Dockerfile package.json tsconfig.json README.md';
    const tools = 'package-lock.json LICENSE dist node_modules';
    expect(names.filter((name) => !`${designed} ${tools}`.split(' ').includes(name))).to.deep.equal([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
