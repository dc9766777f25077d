import { join } from 'node:path';
import { App } from 'cdktf';
import { synthesisProblem } from './stacks/checks/synthesis-problem';
import { createStacks } from './stacks/darkroom';
import { functionPackages } from './stacks/function-packages';
import { misspeltSettings } from './stacks/misspelt-settings';
import { requireReachableAddresses } from './stacks/reachable-addresses-check';
import { SETTING_NAMES, settingsOf } from './stacks/settings';
import { requireStateBucket } from './stacks/state-bucket-check';
import { withoutCreationStacks } from './stacks/without-creation-stacks';

/** Synthesizes the stacks around the functions that `npm run bundle` packed. */
function synthesize(): void {
  for (const sentence of misspeltSettings(process.env, SETTING_NAMES)) console.error(sentence);
  const settings = settingsOf(__dirname);
  requireStateBucket(settings);
  requireReachableAddresses(settings);
  const packages = functionPackages(join(__dirname, 'dist', 'lambda'));
  const app = new App();
  createStacks(app, settings, packages);
  app.synth();
}

try {
  withoutCreationStacks(synthesize);
} catch (error) {
  console.error(synthesisProblem(error));
  process.exitCode = 1;
}
