import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../local/command/synthesize';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synthesis-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('The synthesis for the twin', () => {
  it('reports why it failed, although it has a thread of its own', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(synthesize(join(file, 'cdktf.out'), {})).rejects.toThrow(/ENOTDIR|EEXIST/);
  });

  it('leaves nothing of CDKTF in the memory of the twin', async () => {
    const plan = await synthesize(join(folder, 'cdktf.out'), {});
    expect(plan.resources('aws_lambda_function').length).toBeGreaterThan(1);
    const loaded = Object.keys(require.cache);
    expect(loaded).toContain(require.resolve('../../../plan/plan'));
    expect(loaded.filter((path) => /node_modules.(cdktf|@cdktf)/.test(path))).toEqual([]);
  });
});
