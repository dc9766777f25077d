import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { KeptMessage } from './servers/messaging-server';

/** Messages by the name of their queue. */
export type KeptMessages = Readonly<Record<string, readonly KeptMessage[]>>;

/** Where the twin keeps things: what must survive in `--data DIR`, the rest in a folder that is removed. */
export class DataFolder {
  /** Removed when the twin stops. */
  readonly scratch = mkdtempSync(join(tmpdir(), 'darkroom-'));
  readonly objects: string;
  /** Undefined keeps the records in memory. */
  readonly records: string | undefined;
  private readonly messages: string | undefined;

  /** @param kept where things survive; nothing does when absent */
  constructor(kept?: string) {
    const folder = kept === undefined ? undefined : resolve(kept);
    this.objects = join(folder ?? this.scratch, 'objects');
    this.records = folder && join(folder, 'records');
    this.messages = folder && join(folder, 'messages.json');
    mkdirSync(this.objects, { recursive: true });
    if (this.records) mkdirSync(this.records, { recursive: true });
  }

  /** The messages that waited when the twin last stopped. */
  readMessages(): KeptMessages {
    if (!this.messages || !existsSync(this.messages)) return {};
    return JSON.parse(readFileSync(this.messages, 'utf8'));
  }

  writeMessages(messages: KeptMessages): void {
    if (this.messages) writeFileSync(this.messages, JSON.stringify(messages));
  }

  removeScratch(): void {
    rmSync(this.scratch, { recursive: true, force: true });
  }
}
