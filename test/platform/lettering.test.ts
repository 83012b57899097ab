import { expect } from 'chai';
import { letter } from '../../src/platform/lettering.ts';

describe('words in a picture', () => {
  /** Of the largest card there is. */
  const card = { families: 'serif', weight: 400, colour: '#ffffff', width: 3200, height: 820, sizes: [252, 180, 108] };

  it('are written whatever somebody typed, and never larger than the room they have', async () => {
    const typed = [
      `Amara${'\n'.repeat(110)}Osei`,
      `${'A long first line. '.repeat(8)}${'\n'.repeat(700)}x`,
      'a\n'.repeat(60),
      `a${'\u0301'.repeat(999)}`,
      'W'.repeat(1000),
      '﷽'.repeat(200),
      '&#0; </span><span size="9999999">',
    ];
    for (const words of typed) {
      const drawn = await letter(words, card);
      expect(drawn!.width, words.slice(0, 20)).to.be.within(1, card.width + 2);
      expect(drawn!.height, words.slice(0, 20)).to.be.within(1, card.height);
    }
  });
});
