import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeInputs, fingerprint, functionCode } from './function-code';
import { ReviewError } from './review-error';
import type { SourceTree } from './source-tree';
import { type JsonObject, readStacks, type StackDocument } from './stack-document';

/** One version, as a review compares it. */
export interface Revision {
  readonly label: string;
  readonly stacks: ReadonlyMap<string, StackDocument>;
  readonly code: ReadonlyMap<string, CodeInputs>;
  readonly settings: JsonObject;
}

/**
 * Synthesizes a tree that has its packages, with the settings of this process's environment.
 * @throws ReviewError with what the tree's own `main.ts` says
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
  let complaints = '';
  child.stderr.on('data', (data) => {
    complaints += data;
  });
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) throw new ReviewError(`${label} could not be synthesized:\n${complaints.trim()}`);
  const settings: JsonObject = JSON.parse(readFileSync(settingsFile, 'utf8'));
  return { label, stacks: readStacks(outdir), code, settings };
}

/** Zips that differ only when the code does, made in no time. */
function writePlaceholders(folder: string, code: Revision['code']): void {
  const packages = join(folder, 'dist/lambda');
  mkdirSync(packages, { recursive: true });
  for (const [fn, inputs] of code) writeFileSync(join(packages, `${fn}.zip`), fingerprint(inputs));
}
