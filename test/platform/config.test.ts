import { expect } from 'chai';
import { ConfigError, readConfig } from '../../src/platform/config.ts';

describe('settings', () => {
  it('have a safe default each', () => {
    const config = readConfig({});
    expect(config).to.include({ port: 3000, host: '0.0.0.0', secure: false, jobConcurrency: 1 });
    expect(config.maxUploadBytes).to.equal(4096 * 1024 * 1024);
  });

  for (const [name, value] of Object.entries({
    PORT: 'eighty',
    BASE_URL: 'video',
    OWNER_EMAIL: 'two@a.example, three@b.example',
    TRUST_PROXY: 'true',
    MAX_UPLOAD_MB: '-1',
    ACCEL_REDIRECT: 'https://elsewhere.example/',
    SMTP_URL: 'mail.example.com',
    MAIL_FROM: 'hr@a.example, boss@b.example',
    OIDC_ISSUER: 'http://accounts.example.com',
    LOG_LEVEL: 'loud',
  })) {
    it(`${name}=${value} stops the start with a sentence that names it`, () => {
      expect(() => readConfig({ [name]: value })).to.throw(ConfigError, new RegExp(name));
    });
  }

  for (const url of [
    'https://mail.example',
    'smtp://',
    'smtp://mail.example/inbox',
    'smtp://mail.example?secure=yes',
  ]) {
    it(`SMTP_URL=${url} stops the start too`, () => {
      expect(() => readConfig({ SMTP_URL: url, MAIL_FROM: 'hr@a.example' })).to.throw(ConfigError, /SMTP_URL: must be/);
    });
  }

  it('say where mail goes through, and ask for the address it comes from where that does not follow', () => {
    const { mailServer, mailFrom } = readConfig({ SMTP_URL: 'smtp://hr%40a.example:p%C3%A4ss@mail.example' });
    expect(mailServer).to.deep.equal({
      host: 'mail.example',
      port: 587,
      security: 'offered',
      user: 'hr@a.example',
      password: 'päss',
    });
    expect(mailFrom?.address).to.equal('hr@a.example');
    expect(() => readConfig({ SMTP_URL: 'smtps://mail.example' })).to.throw(
      ConfigError,
      'MAIL_FROM goes with SMTP_URL',
    );
    const named = readConfig({ SMTP_URL: 'smtps://mail.example', MAIL_FROM: 'Marlow & Finch <hr@a.example>' });
    expect(named.mailFrom).to.deep.equal({ name: 'Marlow & Finch', address: 'hr@a.example' });
    expect(named.mailServer).to.include({ port: 465, security: 'tls' });
  });

  it('a sign-in provider is configured whole or not at all', () => {
    const whole = { OIDC_ISSUER: 'https://accounts.example.com', OIDC_CLIENT_ID: 'reelay', OIDC_CLIENT_SECRET: 's' };
    expect(readConfig(whole).provider).to.include({ issuer: 'https://accounts.example.com', clientId: 'reelay' });
    for (const name of Object.keys(whole)) {
      expect(() => readConfig({ ...whole, [name]: '' })).to.throw(ConfigError, 'set all three or none');
    }
  });
});
