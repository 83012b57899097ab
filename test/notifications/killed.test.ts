import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { accountMail } from '../../src/accounts/mail.ts';
import { addMember } from '../../src/accounts/member.ts';
import { createApp } from '../../src/app.ts';
import { listMails } from '../../src/notifications/mail.ts';
import { ServerProcess } from '../support/server-process.ts';
import { MailBox } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { makeWorld } from '../support/world.ts';

describe('a server that is killed while it sends mail', () => {
  it('shows the mail as perhaps sent, does not send it again by itself, and goes on with the next', async () => {
    const box = await MailBox.open();
    const storage = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-killed-'));
    const environment = { ...box.environment, BASE_URL: 'http://video.marlow.example' };
    const world = await makeWorld({ ...environment, STORAGE_DIR: storage });
    createApp(world);
    const server = await ServerProcess.start(storage, { environment });
    const state = async () => (await listMails(world.db, {}, 1))[0]?.state;

    box.manners = { silent: true };
    const dev = await addMember(world, { name: 'Dev Shah', email: 'dev@marlow.example', role: 'member' });
    await accountMail.run(world, { kind: 'invitation', memberId: dev.id });
    await until(() => box.received.length === 1, 20);
    expect(await state()).to.equal('sending');
    box.manners = {};
    await server.restart();
    await until(async () => (await state()) === 'unconfirmed', 20);

    await accountMail.run(world, { kind: 'invitation', memberId: dev.id });
    await until(async () => (await state()) === 'sent', 20);
    const ids = box.received.map(({ mail }) => mail.messageId);
    expect(new Set(ids).size).to.equal(2);
    expect(ids, 'each mail came once').to.have.length(2);
    const [, first] = await listMails(world.db, {}, 2);
    expect(first).to.include({ state: 'unconfirmed', words: 'The server stopped while this was being sent.' });
  });
});
