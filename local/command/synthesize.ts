import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { bundleLambdas } from '../../bundle/bundle-lambdas';
import { Plan } from '../../plan/plan';
import { readSynthesizedStacks } from '../../plan/read';
import { settingsOf } from '../../stacks/settings';
import type { SynthesisOrder } from './synthesis-worker';

const PROJECT = join(__dirname, '../..');
/** The twin does not run the state backend, which only keeps Terraform's own files. */
const STATE_BACKEND = 'state-backend';

/**
 * Synthesizes the project's own stacks, with the functions packed for this machine, and reads the result.
 * @param outdir folder for the synthesized stacks
 * @throws InvalidSettingsError, BundleError
 */
export async function synthesize(outdir: string, environment: NodeJS.ProcessEnv): Promise<Plan> {
  const settings = settingsOf(PROJECT, environment);
  const packages = await bundleLambdas({ target: 'host' });
  const names = await stacksOf({ outdir, settings, packages });
  return new Plan(
    readSynthesizedStacks(
      outdir,
      names.filter((name) => name !== STATE_BACKEND),
    ),
  );
}

/**
 * Synthesizes in a separate thread. The memory that CDKTF keeps is freed when the thread ends; in the main process,
 * every garbage collection would have to traverse it.
 * @returns the names of the stacks
 */
function stacksOf(workerData: SynthesisOrder): Promise<readonly string[]> {
  const worker = new Worker(join(__dirname, 'synthesis-worker.ts'), {
    workerData,
    execArgv: ['--require', require.resolve('tsx/cjs')],
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The synthesis ended early, with exit code ${code}.`)));
  });
}
