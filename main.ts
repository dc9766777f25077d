import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { createStacks, type FunctionPackages } from './stacks/darkroom';
import { loadSettings, readContext } from './stacks/settings';
import { requireStateBucket } from './stacks/state-bucket-check';

const PACKAGES: FunctionPackages = {
  processImage: join(__dirname, 'dist/lambda/process-image.zip'),
  imageApi: join(__dirname, 'dist/lambda/image-api.zip'),
};

/** Synthesizes the stacks from what `npm run bundle` made. */
function synthesize(): void {
  const settings = loadSettings({ environment: process.env, context: readContext(__dirname) });
  requireStateBucket(settings);
  const missing = Object.values(PACKAGES).filter((path) => !existsSync(path));
  if (missing.length > 0) throw new Error(`${missing.join(' and ')} missing: run npm run bundle first`);
  const app = new App();
  createStacks(app, settings, PACKAGES);
  app.synth();
}

try {
  synthesize();
} catch (error) {
  // People who set something wrong need the sentence, not the stack.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
