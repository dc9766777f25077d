import { TerraformOutput, type TerraformStack } from 'cdktf';

/** Declares the outputs of a stack, each with a description: `{ name: [value, description] }`. */
export function describeOutputs(
  stack: TerraformStack,
  outputs: Readonly<Record<string, readonly [value: string, description: string]>>,
): void {
  for (const [name, [value, description]] of Object.entries(outputs)) {
    new TerraformOutput(stack, name, { value, description });
  }
}
