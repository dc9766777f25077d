import type { ClaimedRecord } from '../../../lambda/domain/ports';
import { awaitOutcome } from '../../../lambda/domain/uploads/await-outcome';
import { NOON } from '../../support/uploads';

/** An image whose newest row is what a function of the seconds since noon says. */
function imageThatIs(statusAt: (seconds: number) => ClaimedRecord['processingStatus'] | undefined) {
  let time = NOON;
  const readAt: number[] = [];
  const dependencies = {
    catalog: {
      page: async () => {
        const seconds = (time - NOON) / 1000;
        readAt.push(seconds);
        const processingStatus = statusAt(seconds);
        return processingStatus ? [{ processingStatus } as ClaimedRecord] : [];
      },
    },
    now: () => time,
    pause: async (ms: number) => {
      time += ms;
    },
  };
  const wait = (seconds: number) => awaitOutcome('image', NOON + seconds * 1000, dependencies);
  return { wait, readAt };
}

it.each(['COMPLETED', 'FAILED', 'DELETED'] as const)(
  'returns at once when the image is %s',
  async (status) => {
    const { wait, readAt } = imageThatIs(() => status);
    expect(await wait(20)).toEqual([{ processingStatus: status }]);
    expect(readAt).toEqual([0]);
  },
);

it('waits for an image that does not exist yet, until it is finished', async () => {
  const { wait, readAt } = imageThatIs((seconds) =>
    seconds < 1 ? undefined : seconds < 3 ? 'PROCESSING' : 'COMPLETED',
  );
  expect(await wait(20)).toEqual([{ processingStatus: 'COMPLETED' }]);
  expect(readAt).toEqual([0, 0.25, 0.75, 1.75, 3.75]);
});

it.each([
  ['nothing', undefined],
  ['PROCESSING', 'PROCESSING'],
] as const)('returns %s when the time is over, after few reads', async (_, status) => {
  const { wait, readAt } = imageThatIs(() => status);
  expect(await wait(20)).toHaveLength(status ? 1 : 0);
  expect(readAt.at(-1)).toBe(20);
  expect(readAt.length).toBeLessThanOrEqual(14);
});

it('reads once without a wait', async () => {
  const { wait, readAt } = imageThatIs(() => 'PROCESSING');
  await wait(0);
  await wait(-1);
  expect(readAt).toEqual([0, 0]);
});
