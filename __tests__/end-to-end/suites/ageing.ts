import { setTimeout as sleep } from 'node:timers/promises';
import { type Deployment, itOnTwin } from '../../support/deployment';
import { jpegPhoto } from '../../support/photos';

const PATIENCE_MS = 15_000;

interface Expired {
  readonly key: string;
  readonly rule: string;
  readonly event: string;
}

/** What lifecycle rules remove takes its records and previews with it. They act at once on a twin alone. */
export function describeAgeing(opened: () => Deployment): void {
  /** Applies the rules as of so many days from now. @returns what they removed of a key */
  async function age(days: number, prefix: string): Promise<string[]> {
    const address = new URL('/lifecycle', opened().outputs.api_url);
    const response = await fetch(address, { method: 'POST', body: JSON.stringify({ days }) });
    const { expired } = (await response.json()) as { expired: Expired[] };
    return expired.filter(({ key }) => key.startsWith(prefix)).map(({ event }) => event);
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!(await isSo())) {
      if (Date.now() > end) throw new Error('It did not become so');
      await sleep(100);
    }
  }

  itOnTwin(
    'a version that is not current expires after 30 days, with its record and previews (needs a local twin)',
    async () => {
      const deployment = opened();
      const key = 'uploads/user-9/ageing.jpg';
      await deployment.process(key, await jpegPhoto({ width: 300 }));
      const versionId = await deployment.upload(key, await jpegPhoto({ width: 400 }));
      await deployment.recordOf(
        key,
        (record) => record.versionId === versionId && record.processingStatus === 'COMPLETED',
      );
      const [newest, older] = await deployment.history(key);
      expect(await age(29, key)).toEqual([]);
      expect(await age(31, key)).toEqual(['LifecycleExpiration:Delete']);
      await until(async () => (await deployment.history(key)).length === 1);
      expect((await deployment.history(key))[0]?.versionId).toBe(newest?.versionId);
      for (const preview of older?.previews ?? []) {
        await expect(deployment.read(preview)).rejects.toThrow();
      }
    },
  );

  itOnTwin('previews expire after a year, and the API says so (needs a local twin)', async () => {
    const deployment = opened();
    const key = 'uploads/user-9/old.jpg';
    const { imageId, previews = [] } = await deployment.process(key, await jpegPhoto());
    const removed = await age(366, `previews/${imageId}/`);
    expect(removed).toEqual(previews.map(() => 'LifecycleExpiration:Delete'));
    const { body } = await deployment.callApi('GET', `/images/${imageId}`);
    expect(body).toMatchObject({ status: 'COMPLETED', previews: [], previews_expired: true });
  });
}
