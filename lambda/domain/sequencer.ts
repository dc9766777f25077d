/**
 * S3 sequencers are hex strings that order the events of one key. They may differ in length: the
 * shorter is right-padded with zeros, then both compare as strings.
 * Source: Amazon S3 User Guide, "Event message structure".
 * @returns negative, zero or positive, as for `Array.prototype.sort`
 */
export function compareSequencers(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  const [left, right] = [a.toUpperCase().padEnd(length, '0'), b.toUpperCase().padEnd(length, '0')];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

interface Ordered {
  readonly timestamp: number;
  readonly sequencer?: string;
}

/** Orders what happened to one key: by sequencer when both have one, else by time. */
export function compareEvents(a: Ordered, b: Ordered): number {
  if (a.sequencer && b.sequencer) {
    const order = compareSequencers(a.sequencer, b.sequencer);
    if (order !== 0) return order;
  }
  return a.timestamp - b.timestamp;
}
