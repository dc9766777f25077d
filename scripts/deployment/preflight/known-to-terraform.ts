import type { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import type { SynthesizedStack } from '../../../plan/read';
import { stateIn } from '../state-in';

/** The part of a Terraform state that this file reads. */
const stateSchema = z.object({
  resources: z.array(
    z.object({
      mode: z.string(),
      type: z.string(),
      instances: z.array(z.object({ attributes: z.record(z.string(), z.unknown()).optional() })),
    }),
  ),
});

/** Identifies a resource by type and name. */
export const nameKey = (type: string, name: string): string => `${type} ${name}`;

/** The deployed resources of an environment by `nameKey`, from the Terraform states of its stacks. */
export async function knownToTerraform(
  stacks: readonly SynthesizedStack[],
  s3: S3Client,
): Promise<ReadonlySet<string>> {
  const states = await Promise.all(
    stacks.map(({ json }) => {
      const { bucket, key } = json.terraform?.backend?.s3 ?? {};
      // Before the first deployment there is no state.
      return stateIn(s3, String(bucket), String(key));
    }),
  );
  return new Set(states.flatMap((text) => (text === undefined ? [] : namesIn(text))));
}

function namesIn(state: string): string[] {
  return stateSchema
    .parse(JSON.parse(state))
    .resources.filter(({ mode }) => mode === 'managed')
    .flatMap(({ type, instances }) =>
      instances.flatMap(({ attributes = {} }) => {
        const name = attributes.bucket ?? attributes.function_name ?? attributes.name;
        return typeof name === 'string' ? [nameKey(type, name)] : [];
      }),
    );
}
