import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { KeptMessage } from './messaging-server';

type JournalMessage = Pick<KeptMessage, 'messageId' | 'body' | 'messageAttributes'> & {
  /** The id that the message had in an earlier run, by which its receivers know it. */
  readonly knownAs?: string;
};

type Entry =
  | { readonly sent: JournalMessage; readonly queue: string }
  | { readonly removed: string }
  | { readonly purged: string };

/** Messages by the name of their queue, in the order in which they were sent. */
export type KeptMessages = Readonly<Record<string, readonly JournalMessage[]>>;

/** The file in which earlier versions kept all messages when they stopped, by the name of their queue. */
const snapshotOf = (path: string): string => path.replace(/\.jsonl$/, '.json');

const snapshotAt = (path: string): KeptMessages =>
  existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};

/** Lines of removed messages after which the file is rewritten. */
const MAX_DEAD_LINES = 10_000;

/**
 * The messages of all queues in a file of JSON lines, which is written before each response. After the process was
 * killed, the next start finds the messages that were in the queues, and not those that were removed.
 */
export class MessageJournal {
  private readonly live: LiveMessages = new Map();
  /** Bytes of the complete lines. */
  private length = 0;
  private file: number;
  private deadLines = 0;
  private isStarting = true;

  private constructor(private readonly path: string) {
    this.file = openSync(this.next, 'w');
  }

  /** @returns the messages of an earlier run, and a new journal that replaces the old one with `started` */
  static open(path: string): { readonly journal: MessageJournal; readonly kept: KeptMessages } {
    const kept = existsSync(path) ? replay(path) : snapshotAt(snapshotOf(path));
    return { journal: new MessageJournal(path), kept };
  }

  /** Call this once the messages of an earlier run were sent again. Until then the old file is valid. */
  started(): void {
    renameSync(this.next, this.path);
    rmSync(snapshotOf(this.path), { force: true });
    this.isStarting = false;
  }

  sent(queue: string, message: JournalMessage): void {
    this.append({ sent: message, queue });
    this.live.set(message.messageId, { queue, message });
  }

  /** A message of an earlier run was sent again, so it has a new id. */
  sentAgain(messageId: string, { messageId: before, knownAs = before }: JournalMessage): void {
    const kept = this.live.get(messageId);
    if (kept) this.sent(kept.queue, { ...kept.message, knownAs });
  }

  /** The id by which receivers know a message. */
  knownAs(messageId: string): string {
    return this.live.get(messageId)?.message.knownAs ?? messageId;
  }

  removed(messageId: string): void {
    if (!this.live.delete(messageId)) return;
    this.append({ removed: messageId });
    this.deadLines += 2;
    if (this.deadLines > MAX_DEAD_LINES && this.deadLines > 2 * this.live.size && !this.isStarting)
      this.compact();
  }

  purged(queue: string): void {
    this.append({ purged: queue });
    for (const [messageId, kept] of this.live) if (kept.queue === queue) this.live.delete(messageId);
  }

  /** The messages that a queue has now. Those that SQS moved there itself, as dead letters, change their queue. */
  found(queue: string, messages: readonly KeptMessage[]): void {
    for (const { messageId } of messages) {
      const kept = this.live.get(messageId);
      if (kept && kept.queue !== queue) this.sent(queue, kept.message);
    }
  }

  close(): void {
    closeSync(this.file);
  }

  private get next(): string {
    return `${this.path}.next`;
  }

  private append(entry: Entry): void {
    const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(this.file, bytes, written, bytes.length - written, this.length + written);
      }
      this.length += bytes.length;
    } catch (error) {
      // A full disk may have taken only a part of the line.
      ftruncateSync(this.file, this.length);
      throw error;
    }
  }

  private compact(): void {
    closeSync(this.file);
    this.file = openSync(this.next, 'w');
    this.length = 0;
    for (const { queue, message } of this.live.values()) this.append({ sent: message, queue });
    renameSync(this.next, this.path);
    this.deadLines = 0;
  }
}

type LiveMessages = Map<string, { readonly queue: string; readonly message: JournalMessage }>;

/** An incomplete last line was never acknowledged, so it is ignored. */
function replay(path: string): KeptMessages {
  const live: LiveMessages = new Map();
  for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) apply(JSON.parse(line), live);
  const kept: Record<string, JournalMessage[]> = {};
  for (const { queue, message } of live.values()) kept[queue] = [...(kept[queue] ?? []), message];
  return kept;
}

function apply(entry: Entry, live: LiveMessages): void {
  if ('sent' in entry) live.set(entry.sent.messageId, { queue: entry.queue, message: entry.sent });
  else if ('removed' in entry) live.delete(entry.removed);
  else for (const [id, { queue }] of live) if (queue === entry.purged) live.delete(id);
}
