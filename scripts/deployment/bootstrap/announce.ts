import { costOf } from '../../cost/usage';
import type { BootstrapStep } from './choose-step';

/** Versions of a hundred deployments, of about 100 KB each, and the requests for them. */
const MONTHLY_USAGE = { s3StandardGbMonth: 0.01, s3StandardPut: 200, s3StandardGet: 500 };

export interface StateBucketPlace {
  readonly bucket: string;
  readonly region: string;
  readonly accountId: string;
}

/** Describes the step and its cost before it is carried out. */
export function announce(step: BootstrapStep, { bucket, region, accountId }: StateBucketPlace): string {
  const place = `${bucket} in ${region}, account ${accountId}`;
  const cost = `It costs about $${costOf(MONTHLY_USAGE, region).toFixed(3)} a month.`;
  const sentences: Readonly<Record<BootstrapStep, string>> = {
    make: `Creates the state bucket ${place}: versioned, encrypted, private, TLS only. ${cost}`,
    keep: `The state bucket ${place} exists. Verifies its configuration.`,
    fetch: `The state bucket ${place} was created from another checkout. Downloads its local state, and verifies its configuration.`,
    use: `The bucket ${place} belongs to you, but was not created by Darkroom. Uses it without changing it.`,
    adopt: `Adopts the bucket ${place}: replaces its policy, encryption, public access block and versioning with Darkroom's. ${cost}`,
  };
  return sentences[step];
}
