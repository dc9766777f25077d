import type { Json, Resource, StackDocument } from './stack-document';

/** The attribute that people know a resource by. */
const NAMES = ['bucket', 'function_name', 'alarm_name', 'dashboard_name', 'name'] as const;

const CROSS_STACK = /\$\{data\.terraform_remote_state\.[^.}]*-([a-z-]+)\.outputs\.([^}]+)\}/g;
const REFERENCE = /\$\{(aws_[a-z0-9_]+\.[^.}]+)\.[^}]+\}/g;
const ACCOUNT = /\$\{data\.aws_caller_identity\.[^}]+\}/g;
/** A name that refers to a name is as far as it goes. */
const MAX_DEPTH = 4;

/** Says references in the names that people know: `${aws_sqs_queue.….arn}` is `image-uploads-dev`. */
export class NamesInPlan {
  constructor(private readonly stacks: ReadonlyMap<string, StackDocument>) {}

  /** A text of a stack, without references. */
  spell(text: string, stack: string, depth = 0): string {
    if (depth > MAX_DEPTH) return text;
    return text
      .replace(CROSS_STACK, (whole, from: string, output: string) => {
        const other = this.stackOf(from);
        const value = outputValue(other?.outputs[output]);
        return other && typeof value === 'string' ? this.spell(value, other.name, depth + 1) : whole;
      })
      .replace(REFERENCE, (whole, address: string) => {
        const resource = this.stacks.get(stack)?.resources.get(address);
        return resource ? this.nameOf(resource, stack, depth + 1) : whole;
      })
      .replace(ACCOUNT, '<account>');
  }

  /** What people know a resource by; its address where it has no name of its own. */
  nameOf({ address, attributes }: Resource, stack: string, depth = 0): string {
    const name = NAMES.map((attribute) => attributes[attribute]).find((value) => typeof value === 'string');
    return typeof name === 'string' ? this.spell(name, stack, depth) : address;
  }

  /** CDKTF names a remote state after the stack, behind a prefix that may end in any word. */
  private stackOf(end: string): StackDocument | undefined {
    return [...this.stacks.values()].find(({ name }) => end === name || end.endsWith(`-${name}`));
  }
}

const outputValue = (output: Json | undefined): Json | undefined =>
  typeof output === 'object' && output !== null && 'value' in output ? output.value : undefined;
