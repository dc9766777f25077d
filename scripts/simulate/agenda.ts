import TinyQueue from 'tinyqueue';

interface Entry<Thing> {
  readonly at: number;
  readonly thing: Thing;
}

/** Future events of a simulation, the earliest first. Times are in seconds. */
export class Agenda<Thing> {
  private readonly queue = new TinyQueue<Entry<Thing>>([], (one, other) => one.at - other.at);

  get size(): number {
    return this.queue.length;
  }

  /** The time of the next event; Infinity when there is none. */
  get next(): number {
    return this.queue.peek()?.at ?? Infinity;
  }

  add(at: number, thing: Thing): void {
    this.queue.push({ at, thing });
  }

  /** Removes and returns the next event, unless it is later than `now`. */
  take(now: number): Thing | undefined {
    return this.next <= now ? this.queue.pop()?.thing : undefined;
  }
}
