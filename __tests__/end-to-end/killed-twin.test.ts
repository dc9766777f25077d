import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Deployment, deploymentOf } from '../support/deployment';
import { jpegPhoto } from '../support/photos';
import { ONE_PHOTO, TwinProcess } from '../support/twin-process';

jest.setTimeout(400_000);

const UPLOADS = 200;
/** Uploads at the same time, so that many are on their way when the twin is killed. */
const CLIENTS = 8;

const temporaryFolders = (pid: number): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`darkroom-twin-${pid}-`));

it('every upload that was accepted before kill -9 is processed after the next start, without a command', async () => {
  const data = mkdtempSync(join(tmpdir(), 'darkroom-killed-'));
  const killed = new TwinProcess([ONE_PHOTO, '--data', data]);
  const before = await deploymentOf(killed);
  const photo = await jpegPhoto({ width: 400, height: 300 });
  const answered: string[] = [];
  const keys = Array.from({ length: UPLOADS }, (_, index) => `uploads/killed/${index}.jpg`);
  const waiting = [...keys];
  const upload = async (): Promise<void> => {
    for (let Key = waiting.shift(); Key; Key = waiting.shift()) {
      await before.upload(Key, photo);
      answered.push(Key);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, upload));
  await killed.kill();
  expect(answered).toHaveLength(UPLOADS);

  const restarted = new TwinProcess(['--data', data]);
  const after = await deploymentOf(restarted);
  try {
    const states = await statesOf(after, keys);
    expect(states).toEqual(new Map([['COMPLETED', UPLOADS]]));
    expect(temporaryFolders(killed.pid)).toEqual([]);
  } finally {
    await restarted.interrupt();
    rmSync(data, { recursive: true });
  }
  expect(temporaryFolders(restarted.pid)).toEqual([]);
});

/** How many images are in each state, once all are COMPLETED or two minutes have passed. */
async function statesOf(deployment: Deployment, keys: readonly string[]): Promise<Map<string, number>> {
  const end = Date.now() + 120_000;
  const stateOf = new Map<string, string>();
  for (;;) {
    for (const key of keys.filter((each) => stateOf.get(each) !== 'COMPLETED')) {
      const [record] = await deployment.history(key);
      stateOf.set(key, record?.processingStatus ?? 'without a record');
    }
    const states = new Map<string, number>();
    for (const state of stateOf.values()) states.set(state, (states.get(state) ?? 0) + 1);
    if (states.get('COMPLETED') === keys.length || Date.now() > end) return states;
    await sleep(200);
  }
}
