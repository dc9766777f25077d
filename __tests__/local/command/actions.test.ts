import { actionsOf } from '../../../local/command/actions';

const DAY_MS = 24 * 60 * 60 * 1000;

function lifecycle() {
  const moments: number[] = [];
  const expired = [
    { bucket: 'photos', key: 'a.jpg', rule: 'originals', event: 'LifecycleExpiration:Delete' },
  ];
  const actions = actionsOf({
    runLifecycle: async (asOf) => {
      moments.push(asOf);
      return expired;
    },
  });
  const run = actions['/lifecycle'];
  if (!run) throw new Error('There is no such action');
  return { run, moments, expired };
}

it('POST /lifecycle applies the rules as of a number of days from now, and returns what they removed', async () => {
  const { run, moments, expired } = lifecycle();
  const before = Date.now();
  const { status, body } = await run('{"days": 31}');
  expect(status).toBe(200);
  expect(body).toMatchObject({ expired });
  const [asOf = 0] = moments;
  expect(asOf - 31 * DAY_MS).toBeGreaterThanOrEqual(before);
  expect(asOf - 31 * DAY_MS).toBeLessThanOrEqual(Date.now());
});

it.each(['', 'days=31', '{}', '{"days": -1}', '{"days": 1.5}', '{"days": 40000}', '{"days": 1, "at": 2}'])(
  'POST /lifecycle returns 400 for the body %j, and removes nothing',
  async (body) => {
    const { run, moments } = lifecycle();
    expect((await run(body)).status).toBe(400);
    expect(moments).toEqual([]);
  },
);
