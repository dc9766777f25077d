import { flowsOf } from '../../plan/topology/flows';
import { PART_IDS, partFlowsOf, partsOf } from '../../plan/topology/parts';
import { readTopology } from '../../plan/topology/topology';
import { ENVIRONMENTS, WITH_EVERY_PART } from '../support/environments';
import { planOfEnvironment } from '../support/synthesized-stack';

const topologyOf = (environment: Record<string, string> = {}) => readTopology(planOfEnvironment(environment));
const arrowsOf = (environment: Record<string, string> = {}) =>
  partFlowsOf(topologyOf(environment)).flows.map(({ from, to, label }) => `${from} -> ${to}: ${label}`);

describe('the flows between the parts of the pipeline', () => {
  it.each(ENVIRONMENTS)('include every flow that the plan declares or grants, with %s', (_, environment) => {
    const topology = topologyOf(environment);
    const { flows, unplaced } = partFlowsOf(topology);
    const parts = partsOf(topology);
    const drawn = new Set(flows.map(({ from, to }) => `${from} ${to}`));
    const missing = flowsOf(topology).filter(
      ({ from, to }) =>
        parts.get(from) !== parts.get(to) && !drawn.has(`${parts.get(from)} ${parts.get(to)}`),
    );
    expect(unplaced).toEqual([]);
    expect(missing).toEqual([]);
    expect(flows.length).toBeGreaterThan(15);
  });

  it('reach every part if the settings add all of them', () => {
    const { flows } = partFlowsOf(topologyOf(WITH_EVERY_PART));
    expect([...new Set(flows.flatMap(({ from, to }) => [from, to]))].sort()).toEqual([...PART_IDS].sort());
  });

  it('lead from the API to the function that checks tokens', () => {
    const signIn = { SIGN_IN_ISSUER: 'https://sign-in.example.com', SIGN_IN_AUDIENCE: 'photos' };
    expect(arrowsOf(signIn)).toContain('rest-api -> sign-in: tokens to check');
  });

  it('include what the functions may do, by their roles', () => {
    expect(arrowsOf()).toEqual(
      expect.arrayContaining([
        'image-processor -> source-bucket: reads',
        'image-processor -> processed-bucket: reads and writes',
        'image-processor -> event-bus: events',
        'image-api -> event-bus: events',
        'image-api -> source-bucket: reads and writes',
        'image-api -> processed-bucket: reads and writes',
      ]),
    );
  });

  it('lead from the alarms by the brake to the function that it stops', () => {
    expect(arrowsOf({ MAX_IMAGES_PER_HOUR: '1000' })).toEqual(
      expect.arrayContaining([
        'alarms -> brake: changes of state',
        'brake -> image-processor: stops',
        'brake -> image-metadata-table: writes',
      ]),
    );
  });

  it('include events that a rule cannot deliver, and mail to the addresses that are set', () => {
    expect(arrowsOf()).toContain('notification-rules -> undelivered-queue: undelivered events');
    expect(arrowsOf()).not.toContain('notifications-topic -> email: mail');
    expect(arrowsOf({ NOTIFICATION_EMAIL: 'a@example.com' })).toContain('notifications-topic -> email: mail');
  });

  it('lead from an imported bucket to the queue, by the rule on the default bus', () => {
    expect(arrowsOf({ SOURCE_BUCKET: 'somebodys-photos' })).toContain(
      'source-bucket -> uploads-queue: messages',
    );
  });
});
