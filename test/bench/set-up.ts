import { BareMachine } from '../support/bare-machine.ts';
import type { Row } from './row.ts';

/** What stands before every command of npm on a machine that lacks nothing. */
export function benchSetUp(): Row[] {
  const machine = new BareMachine();
  machine.setUp('check');
  const times = Array.from({ length: 5 }, () => machine.setUp('check').milliseconds);
  machine.end();
  return [{ name: 'Set-up with nothing to do', unit: 'ms', ours: Math.min(...times), goal: { atMost: 150 } }];
}
