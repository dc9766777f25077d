import fc from 'fast-check';
import { compareEvents, compareSequencers } from '../../../lambda/domain/versions/sequencer';

describe('sequencers', () => {
  it('order as hexadecimal strings, the shorter padded with zeros on the right', () => {
    expect(compareSequencers('0055AED6DCD90281E5', '0055AED6DCD90281E6')).toBeLessThan(0);
    expect(compareSequencers('0055AED6DC', '0055AED6DC00')).toBe(0);
    expect(compareSequencers('0055AED6DD', '0055AED6DCD90281E5')).toBeGreaterThan(0);
    expect(compareSequencers('0a', '0A')).toBe(0);
  });

  it('give the same order whichever comes first', () => {
    const hex = fc.stringMatching(/^[0-9A-F]{1,20}$/);
    fc.assert(
      fc.property(
        hex,
        hex,
        (a, b) =>
          Math.sign(compareSequencers(a, b)) === -Math.sign(compareSequencers(b, a)) ||
          compareSequencers(a, b) === 0,
      ),
    );
  });
});

describe('events of one key', () => {
  it('order by sequencer even when their times say otherwise', () => {
    const older = { timestamp: 2000, sequencer: '0A' };
    const newer = { timestamp: 1000, sequencer: '0B' };
    expect(compareEvents(older, newer)).toBeLessThan(0);
  });

  it('order by time when one has no sequencer', () => {
    expect(compareEvents({ timestamp: 1 }, { timestamp: 2, sequencer: '00' })).toBeLessThan(0);
  });
});
