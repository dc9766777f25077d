import { costOf } from '../../cost/usage';
import type { BootstrapStep } from './choose-step';

/** A state file is some 100 KB; versions of a hundred deployments, and reading them. */
const MONTHLY_USAGE = { s3StandardGbMonth: 0.01, s3StandardPut: 200, s3StandardGet: 500 };

export interface Announced {
  readonly bucket: string;
  readonly region: string;
  readonly accountId: string;
}

/** Says, before anything is done, what will be made and what it costs. */
export function announce(step: BootstrapStep, { bucket, region, accountId }: Announced): string {
  const place = `${bucket} in ${region}, account ${accountId}`;
  const cost = `It costs about $${costOf(MONTHLY_USAGE, region).toFixed(3)} a month.`;
  const sentences: Readonly<Record<BootstrapStep, string>> = {
    make: `Makes the state bucket ${place}: versioned, encrypted, private, over TLS only. ${cost}`,
    keep: `The state bucket ${place} is there. Makes sure that it is as declared.`,
    fetch: `The state bucket ${place} was made from another checkout. Fetches the local state from it, and makes sure that it is as declared.`,
    use: `The bucket ${place} is yours, but was not made here. It is used as it is, and nothing of it is changed.`,
    adopt: `Takes the bucket ${place} over: its policy, encryption, public access and versioning become those that Darkroom declares, whatever they are now. ${cost}`,
  };
  return sentences[step];
}
