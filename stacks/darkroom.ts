import type { App } from 'cdktf';
import { addSynthChecks } from './checks/synth-checks';
import type { FunctionPackages } from './function-packages';
import { PipelineStack } from './pipeline-stack';
import type { Settings } from './settings';
import { StateBackendStack } from './state-backend-stack';
import { StorageStack } from './storage-stack';

export type { FunctionPackages };

export interface DarkroomStacks {
  readonly stateBackend: StateBackendStack;
  readonly storage: StorageStack;
  readonly pipeline: PipelineStack;
}

/** The three stacks of one environment. Their synthesis fails if a check finds a mistake in the plan. */
export function createStacks(app: App, settings: Settings, packages: FunctionPackages): DarkroomStacks {
  const stateBackend = new StateBackendStack(app, 'state-backend', settings);
  const storage = new StorageStack(app, 'storage', settings);
  const pipeline = new PipelineStack(app, 'pipeline', { settings, storage, packages });
  addSynthChecks([stateBackend, storage, pipeline]);
  return { stateBackend, storage, pipeline };
}
