import { expect } from 'chai';
import { untilChosen, type Choice } from '../../src/notifications/choice.ts';
import { dueAt, holdsForever } from '../../src/notifications/timing.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const berlin = 'Europe/Berlin';

/** What happens at `moment` is told at …, both as UTC. */
function told(moment: string, choice: Partial<Choice>, zone = berlin): string | undefined {
  const due = dueAt(new Date(`${moment}Z`), { ...untilChosen, ...choice }, zone);
  return due?.toISOString().slice(0, 16);
}

const digest = (at: string, days = everyDay): Partial<Choice> => ({ delivery: 'digest', digest: { at, days } });
const quiet = (from: string, until: string): Partial<Choice> => ({ quiet: { from, until, days: everyDay } });

describe('when somebody is told', () => {
  it('at once, or never by mail', () => {
    expect(told('2026-11-25T13:05', {})).to.equal('2026-11-25T13:05');
    expect(told('2026-11-25T13:05', { delivery: 'panel' })).to.equal(undefined);
  });

  it('by the next digest in their own zone, on a day that they chose', () => {
    expect(told('2026-11-25T07:59', digest('09:00'))).to.equal('2026-11-25T08:00');
    expect(told('2026-11-25T08:00', digest('09:00')), 'what comes just then waits').to.equal('2026-11-26T08:00');
    expect(told('2026-11-27T08:30', digest('09:00', [1, 2, 3, 4, 5]))).to.equal('2026-11-30T08:00');
    expect(told('2026-11-25T08:30', digest('09:00', [3])), 'a week on').to.equal('2026-12-02T08:00');
    expect(told('2026-11-25T08:30', digest('09:00'), 'America/New_York')).to.equal('2026-11-25T14:00');
    expect(told('2026-11-25T08:30', digest('09:00'), 'Asia/Kathmandu')).to.equal('2026-11-26T03:15');
  });

  it('once quiet hours are over, also over midnight', () => {
    expect(told('2026-11-25T20:59', quiet('22:00', '07:30'))).to.equal('2026-11-25T20:59');
    expect(told('2026-11-25T21:00', quiet('22:00', '07:30'))).to.equal('2026-11-26T06:30');
    expect(told('2026-11-26T06:29', quiet('22:00', '07:30'))).to.equal('2026-11-26T06:30');
    expect(told('2026-11-26T06:30', quiet('22:00', '07:30'))).to.equal('2026-11-26T06:30');
  });

  it('once focus hours are over that follow on quiet ones, on the days for which they hold', () => {
    const both = { ...quiet('22:00', '09:00'), focus: { from: '09:00', until: '12:00', days: [1, 2, 3, 4, 5] } };
    expect(told('2026-11-25T05:00', both), 'Wednesday').to.equal('2026-11-25T11:00');
    expect(told('2026-11-28T05:00', both), 'Saturday').to.equal('2026-11-28T08:00');
  });

  it('a digest that falls into quiet hours comes after them', () => {
    expect(told('2026-11-25T13:00', { ...digest('06:00'), ...quiet('22:00', '08:00') })).to.equal('2026-11-26T07:00');
  });

  describe('when the clock jumps forward (29 March 2026, 02:00 to 03:00)', () => {
    it('a digest at 02:30 comes when the clock has jumped, once', () => {
      expect(told('2026-03-28T12:00', digest('02:30'))).to.equal('2026-03-29T01:00');
      expect(told('2026-03-29T01:00', digest('02:30'))).to.equal('2026-03-30T00:30');
    });

    it('a digest at 09:00 stays at 09:00', () => {
      expect(told('2026-03-28T07:00', digest('09:00'))).to.equal('2026-03-28T08:00');
      expect(told('2026-03-28T09:00', digest('09:00'))).to.equal('2026-03-29T07:00');
    });

    it('quiet hours are an hour shorter, and end with the jump if they end within it', () => {
      expect(told('2026-03-28T21:00', quiet('22:00', '07:00'))).to.equal('2026-03-29T05:00');
      expect(told('2026-03-28T21:00', quiet('22:00', '02:30'))).to.equal('2026-03-29T01:00');
    });
  });

  describe('when the clock goes back (25 October 2026, 03:00 to 02:00)', () => {
    it('a digest at 02:30 comes the first time it is that late, and not again', () => {
      expect(told('2026-10-24T12:00', digest('02:30'))).to.equal('2026-10-25T00:30');
      expect(told('2026-10-25T00:30', digest('02:30'))).to.equal('2026-10-26T01:30');
    });

    it('quiet hours are an hour longer, and end the second time it is that late', () => {
      expect(told('2026-10-24T20:00', quiet('22:00', '07:00'))).to.equal('2026-10-25T06:00');
      expect(told('2026-10-24T20:00', quiet('22:00', '02:30'))).to.equal('2026-10-25T01:30');
      expect(told('2026-10-25T00:45', quiet('22:00', '02:30'))).to.equal('2026-10-25T01:30');
    });
  });

  it('where the clock jumps by half an hour (Lord Howe, 4 October 2026), too', () => {
    expect(told('2026-10-03T12:00', digest('02:15'), 'Australia/Lord_Howe')).to.equal('2026-10-03T15:30');
  });

  it('in UTC where their zone is not known', () => {
    expect(told('2026-11-25T08:30', digest('09:00'), 'Moon/Tranquillity')).to.equal('2026-11-25T09:00');
  });

  it('notices that quiet and focus hours would leave no time', () => {
    const focus = { from: '08:00', until: '20:00', days: everyDay };
    expect(holdsForever({ ...quiet('20:00', '08:00'), focus } as Choice)).to.equal(true);
    expect(holdsForever({ ...quiet('20:01', '08:00'), focus } as Choice)).to.equal(false);
  });
});
