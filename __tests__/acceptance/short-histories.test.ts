import { setTimeout as sleep } from 'node:timers/promises';
import { GetBucketVersioningCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import { DeployedKey } from '../support/deployed-key';
import { type Deployment, openDeployment } from '../support/deployment';
import { historiesOf } from '../support/histories-of';
import type { Versioning } from '../support/in-memory-image-store';
import type { Step } from '../support/key-history';
import { type Photos, twoPhotos } from '../support/two-photos';

jest.setTimeout(3_600_000);

const isPossible = process.env.DARKROOM_OUTPUTS !== undefined;
const STEPS = Number(process.env.HISTORY_STEPS ?? 4);
const KEYS_AT_ONCE = 8;
/** S3 gives the times of objects in seconds. */
const PAUSE_MS = 1_100;
const SETTLED_MS = 3_000;
const LIMIT_MS = 180_000;

/** `Off` is for a bucket that never kept versions: S3 can only suspend them afterwards. */
const KINDS = (process.env.HISTORY_KINDS ?? 'Enabled,Suspended').split(',') as readonly Versioning[];

interface Way {
  readonly name: string;
  readonly between: (key: DeployedKey) => Promise<unknown>;
}

const WAYS: readonly Way[] = [
  { name: 'its steps follow each other at once', between: async () => undefined },
  { name: 'there is a pause between its steps', between: () => sleep(PAUSE_MS) },
  { name: 'the API is asked after each of its steps', between: (key) => key.ask() },
];

const describeHere = isPossible ? describe : describe.skip;

describeHere('at the deployment that DARKROOM_OUTPUTS describes, with its bucket', () => {
  let deployment: Deployment;
  let photos: Photos;
  let before: Versioning;
  beforeAll(async () => {
    deployment = await openDeployment();
    photos = await twoPhotos();
    before = await versioningOf(deployment);
  });
  afterAll(async () => {
    if (before === 'Enabled') await setVersioning(deployment, before);
    await deployment.close();
  });

  describe.each(KINDS)('versioning: %s, record and previews of a key are those of its object', (kind) => {
    it.each(WAYS)('after every short history when $name', async ({ name, between }) => {
      if (kind !== 'Off') await setVersioning(deployment, kind);
      expect(await versioningOf(deployment)).toBe(kind);
      const folder = `uploads/${kind}-${WAYS.findIndex((way) => way.name === name)}-${Date.now()}`;
      const walk = async (steps: readonly Step[]): Promise<DeployedKey> => {
        const key = new DeployedKey(deployment, `${folder}/${steps.join('')}.png`, kind, photos);
        for (const step of steps) {
          await key.do(step);
          await between(key);
        }
        return key;
      };
      const limit = pLimit(KEYS_AT_ONCE);
      const keys = await Promise.all(
        [...historiesOf(kind, STEPS, photos)].map((steps) => limit(() => walk(steps))),
      );
      const differences = await differencesWhenSettled(deployment, keys);
      console.info(`${kind}, ${name}: ${keys.length} histories, ${differences.length} differences`);
      expect(differences).toEqual([]);
    });
  });
});

/** Differences that stay when no message is left, or at the end of the time. */
async function differencesWhenSettled(
  deployment: Deployment,
  keys: readonly DeployedKey[],
): Promise<string[]> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    while ((await deployment.depthOf(deployment.outputs.uploads_queue_url)) > 0 && Date.now() < end)
      await sleep(500);
    await sleep(SETTLED_MS);
    const differences = await differencesOf(keys);
    const isQuiet = (await deployment.depthOf(deployment.outputs.uploads_queue_url)) === 0;
    if ((isQuiet && differences.length === 0) || Date.now() > end) return differences;
  }
}

async function differencesOf(keys: readonly DeployedKey[]): Promise<string[]> {
  const limit = pLimit(KEYS_AT_ONCE);
  const found = await Promise.all(
    keys.map((key) => limit(async () => (await key.differences()).map((reason) => `${key.key}: ${reason}`))),
  );
  return found.flat();
}

async function versioningOf({ s3, outputs }: Deployment): Promise<Versioning> {
  const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket: outputs.source_bucket_name }));
  return Status ?? 'Off';
}

async function setVersioning({ s3, outputs }: Deployment, Status: 'Enabled' | 'Suspended'): Promise<void> {
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket: outputs.source_bucket_name,
      VersioningConfiguration: { Status },
    }),
  );
}
