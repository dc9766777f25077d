import { type Plan, type PlannedResource, REMOTE_STATE } from '../../plan/plan';
import type { SynthesizedStack } from '../../plan/read';
import { type Reference, replaceKnownReferences } from '../../plan/references';
import { stateAddress } from './stack-document';

/** The attributes that contain the name of a resource. */
const NAMES = ['bucket', 'function_name', 'alarm_name', 'dashboard_name', 'name'] as const;

/** Limits references from name to name. */
const MAX_DEPTH = 4;

/** Replaces references by names: `${aws_sqs_queue.….arn}` becomes `image-uploads-dev`. */
export class NamesInPlan {
  constructor(private readonly plan: Plan) {}

  /** Returns a text of a stack with its references replaced. */
  resolve(text: string, stack: SynthesizedStack, depth = 0): string {
    if (depth > MAX_DEPTH) return text;
    return replaceKnownReferences(text, (reference) => this.textOf(reference, stack, depth + 1));
  }

  /** The name of a resource, or its address if it has none. */
  nameOf(resource: PlannedResource, depth = 0): string {
    const name = NAMES.map((attribute) => resource.attributes[attribute]).find(
      (value) => typeof value === 'string',
    );
    return typeof name === 'string' ? this.resolve(name, resource.stack, depth) : stateAddress(resource);
  }

  private textOf({ type, name, path }: Reference, stack: SynthesizedStack, depth: number) {
    if (type === 'data.aws_caller_identity') return '<account>';
    const resource = this.plan.resource(stack, type, name);
    if (!resource) return undefined;
    if (type === REMOTE_STATE) return this.outputOf(resource, path[1] ?? '', depth);
    return type.startsWith('data.') ? undefined : this.nameOf(resource, depth);
  }

  /** Undefined if no stack of this version has the output. */
  private outputOf(remoteState: PlannedResource, output: string, depth: number): string | undefined {
    const remote = this.plan.findRemoteOutput(remoteState, output);
    return typeof remote?.value === 'string' ? this.resolve(remote.value, remote.stack, depth) : undefined;
  }
}
