import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plan } from '../../plan/plan';
import { type Attributes, readSynthesizedStacks } from '../../plan/read';
import { type CodeInputs, fingerprint, functionCode } from './function-code';
import { ReviewError } from './review-error';
import type { SourceTree } from './source-tree';

/** One version, ready to compare. */
export interface Revision {
  readonly label: string;
  readonly plan: Plan;
  readonly code: ReadonlyMap<string, CodeInputs>;
  readonly settings: Attributes;
}

/**
 * Synthesizes a tree with the settings in the environment of this process. Its packages have to be installed.
 * @throws ReviewError with the output of `main.ts` of the tree
 */
export async function synthesizeRevision({ folder, label }: SourceTree): Promise<Revision> {
  const code = await functionCode(folder);
  writePlaceholders(folder, code);
  const outdir = join(folder, 'cdktf.out');
  const settingsFile = join(folder, 'review-settings.json');
  const script = join(__dirname, 'synthesize-tree.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, settingsFile], {
    cwd: folder,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) throw new ReviewError(`${label} could not be synthesized:\n${errors.trim()}`);
  const settings: Attributes = JSON.parse(readFileSync(settingsFile, 'utf8'));
  return { label, plan: new Plan(readSynthesizedStacks(outdir)), code, settings };
}

/** Writes placeholders for the zips, which differ only if the code does. */
function writePlaceholders(folder: string, code: Revision['code']): void {
  const packages = join(folder, 'dist/lambda');
  mkdirSync(packages, { recursive: true });
  for (const [fn, inputs] of code) writeFileSync(join(packages, `${fn}.zip`), fingerprint(inputs));
}
