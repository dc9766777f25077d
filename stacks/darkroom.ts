import type { App } from 'cdktf';
import { addSynthChecks } from './checks/synth-checks';
import type { DarkroomStack } from './darkroom-stack';
import { DeliveryStack } from './delivery-stack';
import type { FunctionPackages } from './function-packages';
import { PipelineStack } from './pipeline-stack';
import type { Settings } from './settings';
import { StateBackendStack } from './state-backend-stack';
import { StorageStack } from './storage-stack';

export type { FunctionPackages };

export interface DarkroomStacks {
  readonly stateBackend: StateBackendStack;
  readonly storage: StorageStack;
  /** Only with `DELIVERY`. */
  readonly delivery: DeliveryStack | undefined;
  readonly pipeline: PipelineStack;
  /** All stacks, each after the stacks that it depends on. */
  readonly all: readonly DarkroomStack[];
}

/** Creates the stacks of one environment. Synthesis fails if a check finds a mistake in the plan. */
export function createStacks(app: App, settings: Settings, packages: FunctionPackages): DarkroomStacks {
  const stateBackend = new StateBackendStack(app, 'state-backend', settings);
  const storage = new StorageStack(app, 'storage', settings);
  const delivery =
    settings.DELIVERY === 'cloudfront'
      ? new DeliveryStack(app, 'delivery', { settings, storage })
      : undefined;
  const pipeline = new PipelineStack(app, 'pipeline', { settings, storage, delivery, packages });
  const all = [stateBackend, storage, ...(delivery ? [delivery] : []), pipeline];
  addSynthChecks(all);
  return { stateBackend, storage, delivery, pipeline, all };
}
