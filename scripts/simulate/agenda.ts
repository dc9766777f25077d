interface Entry<Thing> {
  readonly at: number;
  readonly thing: Thing;
}

/** What happens when, the earliest first: a binary heap. */
export class Agenda<Thing> {
  private readonly heap: Entry<Thing>[] = [];

  get size(): number {
    return this.heap.length;
  }

  /** When the next thing happens; Infinity when nothing does. */
  get next(): number {
    return this.heap[0]?.at ?? Infinity;
  }

  add(at: number, thing: Thing): void {
    let place = this.heap.push({ at, thing }) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.timeAt(parent) <= this.timeAt(place)) return;
      this.swap(parent, place);
      place = parent;
    }
  }

  /** Takes the next thing off, unless it happens later than now. */
  take(now: number): Thing | undefined {
    const [first] = this.heap;
    if (!first || first.at > now) return undefined;
    const last = this.heap.pop();
    if (last && last !== first) {
      this.heap[0] = last;
      this.sink();
    }
    return first.thing;
  }

  private sink(): void {
    let place = 0;
    for (;;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      const child = this.timeAt(right) < this.timeAt(left) ? right : left;
      if (this.timeAt(child) >= this.timeAt(place)) return;
      this.swap(child, place);
      place = child;
    }
  }

  private timeAt(place: number): number {
    return this.heap[place]?.at ?? Infinity;
  }

  private swap(a: number, b: number): void {
    const [one, other] = [this.heap[a], this.heap[b]];
    if (one && other) [this.heap[a], this.heap[b]] = [other, one];
  }
}
