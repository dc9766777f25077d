import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { Plan } from '../../plan/plan';
import { createStacks } from '../../stacks/darkroom';
import type { Settings } from '../../stacks/settings';

/** The plan of a deployment with these settings. It needs no bundle: it does not depend on what is in the zips. */
export function synthesizedPlan(settings: Settings): Plan {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-plan-'));
  try {
    const zip = join(folder, 'function.zip');
    writeFileSync(zip, '');
    const app = new App({ outdir: folder, stackTraces: false });
    const { stateBackend, storage, pipeline } = createStacks(app, settings, {
      processImage: zip,
      imageApi: zip,
    });
    app.synth();
    return Plan.of([stateBackend, storage, pipeline]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
