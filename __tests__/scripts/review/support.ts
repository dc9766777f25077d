import { Plan } from '../../../plan/plan';
import { type Attributes, parseStack } from '../../../plan/read';
import type { CodeInputs } from '../../../scripts/review/function-code';
import type { Revision } from '../../../scripts/review/revision';
import { loadSettings } from '../../../stacks/settings';
import { synthesize } from '../../support/synthesized-stack';

const CODE: ReadonlyMap<string, CodeInputs> = new Map([
  ['process-image', new Map([['lambda/domain/image/inspect.ts', 'a']])],
]);

/** One version, from stacks as Terraform gets them. */
export function revisionOf(
  label: string,
  stacks: Readonly<Record<string, unknown>>,
  overrides: Partial<Revision> = {},
): Revision {
  const synthesized = Object.entries(stacks).map(([name, json]) => ({
    name,
    folder: `/synthesized/${name}`,
    json: parseStack(JSON.stringify(json)),
  }));
  return {
    label,
    plan: new Plan(synthesized),
    code: CODE,
    settings: { AWS_REGION: 'us-east-1' },
    ...overrides,
  };
}

/** The real stacks, under settings. */
export function darkroomRevision(label: string, environment: Record<string, string> = {}): Revision {
  const { stateBackend, storage, pipeline } = synthesize(environment);
  const settings: Attributes = JSON.parse(JSON.stringify(loadSettings({ environment, context: {} })));
  return revisionOf(
    label,
    { 'state-backend': stateBackend.json, storage: storage.json, pipeline: pipeline.json },
    { settings },
  );
}
