import { describe, expect, it } from '@jest/globals';
import { addressOf } from '../index.js';

describe('An address', () => {
  it.each([
    ['192.0.2.7', 'address:192.0.2.7'],
    ['::ffff:192.0.2.7', 'address:192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', 'address:2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', 'address:2001:db8:1:2::/64'],
    ['somewhere', 'address:somewhere'],
  ])('%s is counted as %s', (address, counted) => {
    expect(addressOf(address)).toBe(counted);
  });
});
