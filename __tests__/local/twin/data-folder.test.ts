import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadPathError } from '../../../local/foundation/bad-path-error';
import { DataFolder } from '../../../local/twin/data-folder';

const folder = mkdtempSync(join(tmpdir(), 'darkroom-data-'));
const opened: DataFolder[] = [];
afterEach(() => {
  for (const data of opened.splice(0)) data.release();
});
afterAll(() => rmSync(folder, { recursive: true }));

function open(kept?: string): DataFolder {
  const data = new DataFolder(kept);
  opened.push(data);
  return data;
}

const message = {
  messageId: '1',
  body: 'hello',
  messageAttributes: {},
  approximateReceiveCount: 1,
  sentTimestamp: 0,
};

describe('where the twin keeps things', () => {
  it('is gone with the twin when no folder was given', () => {
    const data = new DataFolder();
    data.writeMessages({ uploads: [message] });
    expect(data.readMessages()).toEqual({});
    expect(data.objects.startsWith(data.scratch)).toBe(true);
    data.release();
    expect(existsSync(data.scratch)).toBe(false);
  });

  it('keeps messages in the folder given', () => {
    const kept = join(folder, 'kept');
    const first = open(kept);
    first.writeMessages({ uploads: [message] });
    first.release();
    expect(open(kept).readMessages()).toEqual({ uploads: [message] });
  });

  it('belongs to one twin at a time', () => {
    const kept = join(folder, 'shared');
    open(kept);
    expect(() => open(kept)).toThrow(`process ${process.pid}, keeps its data in ${kept}`);
  });

  it('is free again after a twin that died', () => {
    const kept = join(folder, 'orphaned');
    open(kept).release();
    // No system hands out an id like this.
    writeFileSync(join(kept, 'twin.lock'), '999999999');
    expect(() => open(kept)).not.toThrow();
  });

  it('cannot be below a file', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => open(file)).toThrow(BadPathError);
  });
});
