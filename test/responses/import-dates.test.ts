import { expect } from 'chai';
import { guessOrder, readDate } from '../../src/responses/import/dates.ts';

const read = (cell: string, zone = 'Europe/Berlin', order: 'day-first' | 'month-first' = 'day-first') =>
  readDate(cell, zone, order)?.toUTC().toISO({ suppressMilliseconds: true });

describe('the dates of imported answers', () => {
  it('are read as programs and people write them, in the zone of the member', () => {
    expect(read('2026-03-04')).to.equal('2026-03-04T11:00:00Z');
    expect(read('4.3.2026')).to.equal('2026-03-04T11:00:00Z');
    expect(read('04/03/26')).to.equal('2026-03-04T11:00:00Z');
    expect(read('3/4/2026', 'utc', 'month-first')).to.equal('2026-03-04T12:00:00Z');
    expect(read('3/4/2026 9:05 pm', 'utc', 'month-first')).to.equal('2026-03-04T21:05:00Z');
    expect(read('2026/03/04 08:30:15')).to.equal('2026-03-04T07:30:15Z');
    expect(read('2026-03-04T08:30:00Z')).to.equal('2026-03-04T08:30:00Z');
    expect(read('2026-03-04 08:30:00 +02:00')).to.equal('2026-03-04T06:30:00Z');
    expect(read('2026-03-04 08:30:00 UTC')).to.equal('2026-03-04T08:30:00Z');
    expect(read('4 March 2026')).to.equal('2026-03-04T11:00:00Z');
    expect(read('Mar 4, 2026')).to.equal('2026-03-04T11:00:00Z');
  });

  it('that are none are not read', () => {
    for (const cell of ['2026-02-30', '31.04.2026', 'soon', '45992', '1.1.0026', '12:30'])
      expect(read(cell), cell).to.equal(undefined);
  });

  it('are taken to be in the order that all of them allow', () => {
    expect(guessOrder(['1/2/2026', '25/2/2026'], 'month-first')).to.equal('day-first');
    expect(guessOrder(['1/2/2026', '2/25/2026'], 'day-first')).to.equal('month-first');
    expect(guessOrder(['1.2.2026'], 'month-first')).to.equal('day-first');
    expect(guessOrder(['1/2/2026'], 'month-first')).to.equal('month-first');
  });
});
