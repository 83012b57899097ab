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
    LOG_LEVEL: 'loud',
  })) {
    it(`${name}=${value} stops the start with a sentence that names it`, () => {
      expect(() => readConfig({ [name]: value })).to.throw(ConfigError, new RegExp(name));
    });
  }
});
