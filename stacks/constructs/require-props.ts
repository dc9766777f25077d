import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import type { z } from 'zod';

/** AWS would refuse the props of a construct. The message lists every problem. */
export class InvalidPropsError extends Error {
  override readonly name = 'InvalidPropsError';

  constructor(path: string, problems: readonly string[]) {
    super(`${path} cannot be created:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/**
 * Checks the props of a construct before it creates anything. Skips values that only Terraform will know.
 * @throws InvalidPropsError with each wrong value, the allowed values, and how to fix it
 */
export function requireProps<Props extends object>(
  construct: Construct,
  props: Props,
  rules: { readonly [Name in keyof Props]?: z.ZodType },
): void {
  const problems = (Object.keys(rules) as (keyof Props & string)[]).flatMap((name) => {
    const value = props[name];
    if (value === undefined || Token.isUnresolved(value)) return [];
    const [issue] = rules[name]?.safeParse(value).error?.issues ?? [];
    return issue ? [`${name} is ${JSON.stringify(value)}, but ${issue.message}`] : [];
  });
  if (problems.length > 0) throw new InvalidPropsError(construct.node.path, problems);
}
