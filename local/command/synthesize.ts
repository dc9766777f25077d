import { join } from 'node:path';
import { App } from 'cdktf';
import { bundleLambdas } from '../../bundle/bundle-lambdas';
import { Plan } from '../../plan/plan';
import { readSynthesizedStacks } from '../../plan/read';
import { createStacks } from '../../stacks/darkroom';
import { settingsOf } from '../../stacks/settings';
import { withoutCreationStacks } from '../../stacks/without-creation-stacks';

const PROJECT = join(__dirname, '../..');
/** The state backend is no part of what runs: it keeps Terraform's own files. */
const NOT_RUN = 'state-backend';

/**
 * Synthesizes the project's own stacks, with the functions packed for this machine, and reads what was
 * written.
 * @param outdir where the synthesized stacks go
 * @throws InvalidSettingsError, BundleError
 */
export async function synthesize(outdir: string, environment: NodeJS.ProcessEnv): Promise<Plan> {
  const settings = settingsOf(PROJECT, environment);
  const packages = await bundleLambdas({ target: 'host' });
  const names = withoutCreationStacks(() => {
    const app = new App({ outdir });
    const { all } = createStacks(app, settings, packages);
    app.synth();
    return all.map(({ node }) => node.id).filter((name) => name !== NOT_RUN);
  });
  return new Plan(readSynthesizedStacks(outdir, names));
}
