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

describe('where the twin keeps things', () => {
  it('is gone with the twin when no folder was given', () => {
    const data = new DataFolder();
    expect(data.messages).toBeUndefined();
    expect(data.objects.startsWith(data.scratch)).toBe(true);
    data.release();
    expect(existsSync(data.scratch)).toBe(false);
  });

  it('is in the folder given', () => {
    const kept = join(folder, 'kept');
    const data = open(kept);
    expect([data.objects, data.messages]).toEqual([join(kept, 'objects'), join(kept, 'messages.jsonl')]);
  });

  it('keeps which event source mappings are disabled', () => {
    const kept = join(folder, 'mappings');
    const first = open(kept);
    first.writeDisabledMappings(['image-uploads-dev']);
    first.release();
    expect(open(kept).readDisabledMappings()).toEqual(['image-uploads-dev']);
    expect(new DataFolder().readDisabledMappings()).toEqual([]);
  });

  it('loses the temporary folders of twins that were killed at the next start, and no others', () => {
    const abandoned = mkdtempSync(join(tmpdir(), 'darkroom-twin-999999999-'));
    const alive = mkdtempSync(join(tmpdir(), `darkroom-twin-${process.pid}-`));
    const other = mkdtempSync(join(tmpdir(), 'darkroom-other-'));
    open();
    expect([abandoned, alive, other].map((path) => existsSync(path))).toEqual([false, true, true]);
    for (const path of [alive, other]) rmSync(path, { recursive: true });
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

  const hasStartTimes = existsSync('/proc/self/stat');
  (hasStartTimes ? it : it.skip)(
    'is free when another program has the id of a killed twin (needs /proc)',
    () => {
      const kept = join(folder, 'reused');
      open(kept).release();
      writeFileSync(join(kept, 'twin.lock'), `${process.pid} 12345`);
      expect(() => open(kept)).not.toThrow();
    },
  );

  it('cannot be below a file', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => open(file)).toThrow(BadPathError);
  });
});
