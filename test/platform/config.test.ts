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
    OIDC_ISSUER: 'http://accounts.example.com',
    LOG_LEVEL: 'loud',
  })) {
    it(`${name}=${value} stops the start with a sentence that names it`, () => {
      expect(() => readConfig({ [name]: value })).to.throw(ConfigError, new RegExp(name));
    });
  }

  it('a sign-in provider is configured whole or not at all', () => {
    const whole = { OIDC_ISSUER: 'https://accounts.example.com', OIDC_CLIENT_ID: 'reelay', OIDC_CLIENT_SECRET: 's' };
    expect(readConfig(whole).provider).to.include({ issuer: 'https://accounts.example.com', clientId: 'reelay' });
    for (const name of Object.keys(whole)) {
      expect(() => readConfig({ ...whole, [name]: '' })).to.throw(ConfigError, 'set all three or none');
    }
  });
});
