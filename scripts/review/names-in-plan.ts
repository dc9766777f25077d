import type { Json, Resource, StackDocument } from './stack-document';

/** The attributes that contain the name of a resource. */
const NAMES = ['bucket', 'function_name', 'alarm_name', 'dashboard_name', 'name'] as const;

const CROSS_STACK = /\$\{data\.terraform_remote_state\.[^.}]*-([a-z-]+)\.outputs\.([^}]+)\}/g;
const REFERENCE = /\$\{(aws_[a-z0-9_]+\.[^.}]+)\.[^}]+\}/g;
const ACCOUNT = /\$\{data\.aws_caller_identity\.[^}]+\}/g;
/** Limits references from name to name. */
const MAX_DEPTH = 4;

/** Replaces references by names: `${aws_sqs_queue.….arn}` becomes `image-uploads-dev`. */
export class NamesInPlan {
  constructor(private readonly stacks: ReadonlyMap<string, StackDocument>) {}

  /** Returns a text of a stack with its references replaced. */
  resolve(text: string, stack: string, depth = 0): string {
    if (depth > MAX_DEPTH) return text;
    return text
      .replace(CROSS_STACK, (whole, from: string, output: string) => {
        const other = this.stackOf(from);
        const value = outputValue(other?.outputs[output]);
        return other && typeof value === 'string' ? this.resolve(value, other.name, depth + 1) : whole;
      })
      .replace(REFERENCE, (whole, address: string) => {
        const resource = this.stacks.get(stack)?.resources.get(address);
        return resource ? this.nameOf(resource, stack, depth + 1) : whole;
      })
      .replace(ACCOUNT, '<account>');
  }

  /** The name of a resource, or its address if it has none. */
  nameOf({ address, attributes }: Resource, stack: string, depth = 0): string {
    const name = NAMES.map((attribute) => attributes[attribute]).find((value) => typeof value === 'string');
    return typeof name === 'string' ? this.resolve(name, stack, depth) : address;
  }

  /** The name of a remote state ends with the name of its stack, after any prefix. */
  private stackOf(end: string): StackDocument | undefined {
    return [...this.stacks.values()].find(({ name }) => end === name || end.endsWith(`-${name}`));
  }
}

const outputValue = (output: Json | undefined): Json | undefined =>
  typeof output === 'object' && output !== null && 'value' in output ? output.value : undefined;
