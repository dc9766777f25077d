import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLockFile } from '../../scripts/complete-lock-file';

const lockFile = () => JSON.parse(readFileSync(join(__dirname, '../../package-lock.json'), 'utf8'));

describe('the lock file', () => {
  it('names the binaries of every platform; npm run lock:complete adds those that npm left out', () => {
    expect(completeLockFile(lockFile())).toEqual([]);
  });

  it('gets back what npm left out, for the platform that the name tells', () => {
    const lock = lockFile();
    const biome = 'node_modules/@biomejs/cli-linux-x64-musl';
    delete lock.packages[biome];
    expect(completeLockFile(lock)).toEqual(['@biomejs/cli-linux-x64-musl']);
    expect(lock.packages[biome]).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      dev: true,
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
    });
  });
});
