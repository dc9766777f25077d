import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { unpackFunction } from '../../../local/functions/function-package';

const folder = mkdtempSync(join(tmpdir(), 'darkroom-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

function zipOf(entries: Record<string, Uint8Array>): string {
  const path = join(folder, 'function.zip');
  writeFileSync(path, zipSync(entries));
  return path;
}

describe('unpacking a function', () => {
  it('writes every file where the package has it', () => {
    const zip = zipOf({
      'handler.mjs': Buffer.from('code'),
      'node_modules/a/': new Uint8Array(),
      'node_modules/a/b.node': Buffer.from('binary'),
    });
    unpackFunction(zip, join(folder, 'task'));
    expect(readFileSync(join(folder, 'task/handler.mjs'), 'utf8')).toBe('code');
    expect(readFileSync(join(folder, 'task/node_modules/a/b.node'), 'utf8')).toBe('binary');
  });

  it('refuses an entry outside the package', () => {
    const zip = zipOf({ '../escaped.mjs': Buffer.from('code') });
    expect(() => unpackFunction(zip, join(folder, 'task'))).toThrow('outside the package: ../escaped.mjs');
    expect(existsSync(join(folder, 'escaped.mjs'))).toBe(false);
  });
});
