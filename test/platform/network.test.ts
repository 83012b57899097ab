import { expect } from 'chai';
import { networkOf } from '../../src/platform/http/network.ts';

describe('where a request comes from', () => {
  it('is an address of IPv4, and of IPv6 the line that has it, however that is written', () => {
    expect(networkOf({ ip: '203.0.113.9' })).to.equal('203.0.113.9');
    expect(networkOf({ ip: '::ffff:203.0.113.9' })).to.equal('::ffff:203.0.113.9');
    const line = ['2001:db8:0:7::1', '2001:db8:0:7:ffff:ffff:ffff:ffff', '2001:db8:0:7:5::'];
    expect(new Set(line.map((ip) => networkOf({ ip })))).to.deep.equal(new Set(['2001:db8:0:7::/64']));
    expect(networkOf({ ip: '2001:db8:0:8::1' })).to.equal('2001:db8:0:8::/64');
    expect(networkOf({ ip: '::1' })).to.equal('0:0:0:0::/64');
    expect(networkOf({ ip: undefined })).to.equal('');
  });
});
