import { EventArchive } from '../../../local/event-bus/event-archive';
import { busEvent } from '../../support/bus-events';

const BUS = 'arn:aws:events:us-east-1:000000000000:event-bus/images';
const DAY = 86_400_000;

function setUp(retentionDays: number, maxEvents?: number) {
  const clock = { time: 0 };
  const pattern = { source: ['image.processing'] };
  const address = 'aws_cloudwatch_event_archive.images';
  const declaration = { address, name: 'archive', busArn: BUS, pattern, retentionDays };
  return { clock, archive: new EventArchive(declaration, () => clock.time, maxEvents) };
}

const ids = (archive: EventArchive) => archive.list().map(({ event }) => event.id);

describe('An event archive', () => {
  it('keeps the events of its bus that match its pattern, oldest first', () => {
    const { archive } = setUp(0);
    archive.take(BUS, busEvent({ id: 'a' }));
    archive.take('arn:aws:events:us-east-1:000000000000:event-bus/default', busEvent({ id: 'other bus' }));
    archive.take(BUS, busEvent({ id: 'other source', source: 'x' }));
    archive.take(BUS, busEvent({ id: 'b' }));
    expect(ids(archive)).toEqual(['a', 'b']);
  });

  it('forgets what is older than its retention', () => {
    const { archive, clock } = setUp(30);
    archive.take(BUS, busEvent({ id: 'old' }));
    clock.time = 30 * DAY + 1;
    archive.take(BUS, busEvent({ id: 'new' }));
    expect(ids(archive)).toEqual(['new']);
  });

  it('keeps everything for ever when its retention is 0', () => {
    const { archive, clock } = setUp(0);
    archive.take(BUS, busEvent({ id: 'old' }));
    clock.time = 1000 * DAY;
    expect(ids(archive)).toEqual(['old']);
  });

  it('is bounded: the oldest go first', () => {
    const { archive } = setUp(0, 2);
    for (const id of ['a', 'b', 'c']) archive.take(BUS, busEvent({ id }));
    expect(ids(archive)).toEqual(['b', 'c']);
  });

  it('refuses a pattern that the twin does not support, by the address of the archive', () => {
    const declaration = {
      address: 'aws_cloudwatch_event_archive.images',
      name: 'archive',
      busArn: BUS,
      pattern: { source: [{ 'unheard-of': 1 }] },
      retentionDays: 0,
    };
    expect(() => new EventArchive(declaration, Date.now)).toThrow('aws_cloudwatch_event_archive.images: ');
  });
});
