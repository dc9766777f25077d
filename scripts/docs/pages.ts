import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { Plan } from '../../stacks/checks/plan';
import { createStacks } from '../../stacks/darkroom';
import { loadSettings } from '../../stacks/settings';
import { configurationPage } from './configuration-page';
import { securityPage } from './security-page';

/** Every generated page, by its path in the project. */
export function generatedPages(): Readonly<Record<string, string>> {
  return {
    'docs/configuration.md': configurationPage(),
    'docs/security.md': securityPage(defaultPlan()),
  };
}

/** The plan of the default settings. Policies do not depend on what is in the functions' zips. */
function defaultPlan(): Plan {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-docs-'));
  try {
    const zip = join(folder, 'function.zip');
    writeFileSync(zip, '');
    const app = new App({ outdir: folder, stackTraces: false });
    const settings = loadSettings({ environment: {}, context: {} });
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
