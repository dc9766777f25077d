import { randomUUID } from 'node:crypto';
import type { TwinChange } from './twin-view';

export interface LoggedChange {
  /** Grows by one with each change, within one run of the twin. */
  readonly number: number;
  readonly change: TwinChange;
}

/** Changes that a browser may have missed while it was reconnecting. */
const REMEMBERED_CHANGES = 2_000;

/**
 * The latest changes, numbered. An event id contains the run and the number, so that a browser that was connected to an
 * earlier run starts over.
 */
export class ChangeLog {
  private readonly run = randomUUID().slice(0, 8);
  private readonly changes: LoggedChange[] = [];
  private last = 0;

  /** The id of the newest change. */
  get position(): string {
    return this.idOf(this.last);
  }

  idOf(number: number): string {
    return `${this.run}-${number}`;
  }

  append(change: TwinChange): LoggedChange {
    this.last += 1;
    const logged = { number: this.last, change };
    this.changes.push(logged);
    if (this.changes.length > REMEMBERED_CHANGES * 2) this.changes.splice(0, REMEMBERED_CHANGES);
    return logged;
  }

  /** The changes after this id; `undefined` when they are no longer known. */
  after(id: string): readonly LoggedChange[] | undefined {
    const [run, text] = id.split('-');
    const number = Number(text);
    const oldest = this.changes[0]?.number ?? this.last + 1;
    if (run !== this.run || !Number.isInteger(number) || number > this.last || number < oldest - 1) {
      return undefined;
    }
    return this.changes.slice(number - oldest + 1);
  }
}
