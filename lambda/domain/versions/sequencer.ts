/**
 * Compares two S3 sequencers, which are hexadecimal strings that order the events of one key. If their lengths differ,
 * the shorter one is padded with zeros on the right.
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

/** Whether one event of a key came before another. False if one of them has no sequencer. */
export const isBefore = (one: Pick<Ordered, 'sequencer'>, other: Pick<Ordered, 'sequencer'>): boolean =>
  one.sequencer !== undefined &&
  other.sequencer !== undefined &&
  compareSequencers(one.sequencer, other.sequencer) < 0;

/** Compares two events of one key: by sequencer if both have one, otherwise by time. */
export function compareEvents(a: Ordered, b: Ordered): number {
  if (a.sequencer && b.sequencer) {
    const order = compareSequencers(a.sequencer, b.sequencer);
    if (order !== 0) return order;
  }
  return a.timestamp - b.timestamp;
}

/**
 * Sorts the rows of one key, newest first. Rows with a sequencer are sorted by it. Rows without one, which no event of
 * S3 has confirmed yet, are inserted by time.
 */
export function newestFirst<Row extends Ordered>(rows: readonly Row[]): Row[] {
  const ordered = rows.filter(({ sequencer }) => sequencer !== undefined).sort((a, b) => compareEvents(b, a));
  const unordered = rows.filter(({ sequencer }) => sequencer === undefined).sort(byTime);
  for (const row of unordered) {
    const place = ordered.findIndex(({ timestamp }) => timestamp <= row.timestamp);
    ordered.splice(place < 0 ? ordered.length : place, 0, row);
  }
  return ordered;
}

/** Oldest first, so that a newer row is inserted before an older one. */
const byTime = (a: Ordered, b: Ordered): number => a.timestamp - b.timestamp;
