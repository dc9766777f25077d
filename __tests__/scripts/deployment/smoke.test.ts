import { imageIdOf } from '../../../lambda/domain/image-record';
import { OperatedDarkroom } from '../../support/operator/operated-darkroom';

let operated: OperatedDarkroom;

beforeAll(async () => {
  operated = await OperatedDarkroom.open();
});
afterAll(() => operated.close());

/** The source bucket has no notification here, so the test passes each event to the function. */
async function followUploads(until: Promise<unknown>): Promise<void> {
  let isOver = false;
  void until.finally(() => {
    isOver = true;
  });
  for (let followed = 0; !isOver; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const event = operated.events[followed];
    if (event) {
      followed += 1;
      await operated.fn.follow(event);
    }
  }
}

/** What is left of everything that was ever uploaded. */
async function leftovers() {
  const { catalog, store } = operated.darkroom;
  const images = new Set(operated.events.map(({ bucket, key }) => imageIdOf(bucket, key)));
  const records = await Promise.all([...images].map((imageId) => catalog.history(imageId)));
  return { records: records.flat(), previews: await store.listPreviews('previews/') };
}

describe('npm run smoke', () => {
  it('processes a photo, checks its previews, and removes it', async () => {
    const run = operated.run('smoke --json --timeout 20');
    await followUploads(run);
    const { exitCode, values } = await run;
    expect(exitCode).toBe(0);
    expect(values).toEqual([expect.objectContaining({ previews: 1, problems: [] })]);
    expect(operated.events.map(({ kind }) => kind)).toContain('version-deleted');
    expect(await leftovers()).toEqual({ records: [], previews: [] });
  });

  it('says that other settings are deployed, and not that the environment fails', async () => {
    const run = operated.run('smoke --timeout 20', { PREVIEW_SIZES: '150x150,300x300' });
    await followUploads(run);
    const { exitCode, out } = await run;
    expect(exitCode).toBe(1);
    expect(out).toContain('The environment dev has other preview settings than this command.');
    expect(out).toContain('There is no preview 300x300');
    expect(out).toContain('npx cdktf deploy pipeline');
    expect(out).not.toContain('does not work');
  });

  it('gives up after the timeout, and says where to look', async () => {
    const { exitCode, out } = await operated.run('smoke --timeout 0.6');
    expect(exitCode).toBe(1);
    expect(out).toContain('There was no outcome within 0.6 s: check the log of the function');
    expect(await leftovers()).toEqual({ records: [], previews: [] });
  });
});
