import { expect } from 'chai';
import { accentStyles, tonesOf } from '../../src/accounts/accent.ts';
import { contrast, fromHex } from '../../src/platform/colour.ts';

describe('the accent colour', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast(fromHex('#000000'), fromHex('#ffffff'))).to.equal(21);
    expect(contrast(fromHex('#777777'), fromHex('#ffffff'))).to.be.closeTo(4.48, 0.01);
    expect(contrast(fromHex('#767676'), fromHex('#ffffff'))).to.be.closeTo(4.54, 0.01);
  });

  it('can be read in both themes whatever was chosen, on every ground and with words on it', () => {
    const parts = ['00', '33', '66', '99', 'cc', 'ff'];
    const all = parts.flatMap((r) => parts.flatMap((g) => parts.map((b) => `#${r}${g}${b}`)));
    const grounds = { light: ['#fdfcfa', '#f7f4f0', '#f2efea'], dark: ['#1c1814', '#16120f', '#110e0b', '#37312a'] };
    for (const chosen of all) {
      const tones = tonesOf(chosen);
      for (const theme of ['light', 'dark'] as const) {
        const { accent, hover, onAccent, wash } = tones[theme];
        for (const ground of [...grounds[theme], wash, onAccent]) {
          expect(contrast(fromHex(accent), fromHex(ground)), `${chosen} ${theme} ${ground}`).to.be.at.least(4.5);
        }
        expect(contrast(fromHex(hover), fromHex(onAccent)), `${chosen} ${theme} hover`).to.be.at.least(4.5);
      }
    }
  });

  it('is left as it was chosen where that can be read', () => {
    expect(tonesOf('#015c68').light).to.include({ accent: '#015c68', isAsChosen: true });
    expect(tonesOf('#015c68').dark.isAsChosen).to.equal(false);
    expect(tonesOf('#ffe600').light.isAsChosen).to.equal(false);
    expect(tonesOf('#ffe600').dark).to.include({ accent: '#ffe600', isAsChosen: true });
    expect(accentStyles('#ffe600')).to.match(/--accent: light-dark\(#[0-9a-f]{6}, #ffe600\)/);
  });
});
