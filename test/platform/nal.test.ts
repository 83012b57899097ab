import { expect } from 'chai';
import { escaped, unescaped } from '../../src/platform/nal.ts';

describe('the bytes of a coded picture', () => {
  it('are the same after what must not stand in them was marked and taken out again', () => {
    for (const bytes of samples()) {
      const marked = escaped(bytes);
      expect(marked.toString('hex')).to.not.match(/^(..)*0000(00|01|02)/);
      expect(unescaped(marked).toString('hex')).to.equal(bytes.toString('hex'));
    }
  });

  it('are marked as the standard says', () => {
    const hex = (text: string) => escaped(Buffer.from(text, 'hex')).toString('hex');
    expect(hex('65000000000001')).to.equal('650000030000030001');
    expect(hex('6500000365000004')).to.equal('650000030365000004');
    expect(hex('650000')).to.equal('65000003');
  });
});

/** Of few different bytes, so that every order of zeros comes up. */
function samples(): Buffer[] {
  let state = 7;
  const next = () => (state = (state * 48_271) % 2_147_483_647);
  return Array.from({ length: 2000 }, (_, i) => Buffer.from(Array.from({ length: 1 + (i % 24) }, () => next() % 5)));
}
