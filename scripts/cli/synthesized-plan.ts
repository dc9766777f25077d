import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import type { Plan } from '../../plan/plan';
import { planOfStacks } from '../../plan/plan-of-stacks';
import { createStacks } from '../../stacks/darkroom';
import { packagesAt } from '../../stacks/function-packages';
import type { Settings } from '../../stacks/settings';
import { withoutCreationStacks } from '../../stacks/without-creation-stacks';

/** A placeholder for the zip of every function. A plan contains only its hash. */
export const FUNCTION_ZIP = 'not really a zip';

/** Synthesizes into a directory without bundling the functions. @returns the plan of all stacks */
export function synthesizeWithoutCode(outdir: string, settings: Settings): Plan {
  const zip = join(outdir, 'function.zip');
  writeFileSync(zip, FUNCTION_ZIP);
  return withoutCreationStacks(() => {
    const app = new App({ outdir, stackTraces: false });
    const { all } = createStacks(
      app,
      settings,
      packagesAt(() => zip),
    );
    app.synth();
    return planOfStacks(all);
  });
}

/** Cached by settings, because synthesis takes a tenth of a second or more. */
const plans = new Map<string, Plan>();

/** The plan of all stacks with these settings. */
export function synthesizedPlan(settings: Settings): Plan {
  const key = JSON.stringify(settings);
  const plan = plans.get(key) ?? newPlan(settings);
  plans.set(key, plan);
  return plan;
}

function newPlan(settings: Settings): Plan {
  const outdir = mkdtempSync(join(tmpdir(), 'darkroom-plan-'));
  try {
    return synthesizeWithoutCode(outdir, settings);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
