import { expect } from 'chai';
import { newId } from '../../src/platform/ids.ts';

describe('ids', () => {
  it('stand in the order in which they were made, however quickly', () => {
    const ids = Array.from({ length: 1000 }, () => newId());
    expect(ids.toSorted()).to.deep.equal(ids);
  });
});
