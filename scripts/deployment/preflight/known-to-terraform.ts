import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { stateKey } from '../../../stacks/remote-state';
import type { Settings } from '../../../stacks/settings';
import { statusOf } from '../bucket-situation';

const STACKS = ['storage', 'pipeline'];

/** The part of a Terraform state that is read here. */
const stateSchema = z.object({
  resources: z.array(
    z.object({
      mode: z.string(),
      type: z.string(),
      instances: z.array(z.object({ attributes: z.record(z.string(), z.unknown()).optional() })),
    }),
  ),
});

/** How a resource is told from others of its type, here and in `NamedResource`. */
export const nameKey = (type: string, name: string): string => `${type} ${name}`;

/** Names, by `nameKey`, of what the environment's Terraform state holds: what was deployed before. */
export async function knownToTerraform(settings: Settings, s3: S3Client): Promise<ReadonlySet<string>> {
  const states = await Promise.all(
    STACKS.map((stack) => readState(s3, settings.STATE_BUCKET, stateKey(settings, stack))),
  );
  return new Set(states.flatMap((text) => (text === undefined ? [] : namesIn(text))));
}

export function namesIn(state: string): string[] {
  return stateSchema
    .parse(JSON.parse(state))
    .resources.filter(({ mode }) => mode === 'managed')
    .flatMap(({ type, instances }) =>
      instances.flatMap(({ attributes = {} }) => {
        const name = attributes.bucket ?? attributes.name;
        return typeof name === 'string' ? [nameKey(type, name)] : [];
      }),
    );
}

/** Nothing before the first deployment. */
async function readState(s3: S3Client, bucket: string, key: string): Promise<string | undefined> {
  try {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await body?.transformToString();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
