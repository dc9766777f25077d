import { parentPort, workerData } from 'node:worker_threads';
import { App } from 'cdktf';
import { createStacks } from '../../stacks/darkroom';
import type { FunctionPackages } from '../../stacks/function-packages';
import type { Settings } from '../../stacks/settings';
import { withoutCreationStacks } from '../../stacks/without-creation-stacks';

export interface SynthesisOrder {
  readonly outdir: string;
  readonly settings: Settings;
  readonly packages: FunctionPackages;
}

const { outdir, settings, packages }: SynthesisOrder = workerData;
parentPort?.postMessage(
  withoutCreationStacks(() => {
    const app = new App({ outdir });
    const { all } = createStacks(app, settings, packages);
    app.synth();
    return all.map(({ node }) => node.id);
  }),
);
