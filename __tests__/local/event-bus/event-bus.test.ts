import { type BusEvent, EventBuses, type EventEntry } from '../../../local/event-bus/event-bus';

const PLACE = { accountId: '000000000000', region: 'eu-west-1', endpoint: '', apiUrl: '' };
const ENTRY: EventEntry = {
  Source: 'image.processing',
  DetailType: 'Image Deleted',
  Detail: '{"imageId":"1"}',
  EventBusName: 'events',
};

function buses() {
  const made = new EventBuses([{ name: 'events' }], PLACE);
  const heard: [string, BusEvent][] = [];
  made.subscribe((bus, event) => void heard.push([bus, event]));
  return { made, heard };
}

describe('publishing on a bus', () => {
  it('hands the event to who listens, as targets see it', () => {
    const { made, heard } = buses();
    const answer = made.put([{ ...ENTRY, Time: 1_750_000_000 }]);
    expect(answer).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
    expect(heard).toEqual([
      [
        'events',
        {
          version: '0',
          id: expect.any(String),
          'detail-type': 'Image Deleted',
          source: 'image.processing',
          account: '000000000000',
          time: '2025-06-15T15:06:40Z',
          region: 'eu-west-1',
          resources: [],
          detail: { imageId: '1' },
        },
      ],
    ]);
  });

  it('knows a bus by its ARN too', () => {
    const { made, heard } = buses();
    made.put([{ ...ENTRY, EventBusName: 'arn:aws:events:eu-west-1:000000000000:event-bus/events' }]);
    expect(heard.map(([bus]) => bus)).toEqual(['events']);
  });

  it.each([
    ['no source', { ...ENTRY, Source: '' }, 'InvalidArgument'],
    ['a source of AWS', { ...ENTRY, Source: 'aws.s3' }, 'NotAuthorizedForSourceException'],
    ['a detail that is no JSON', { ...ENTRY, Detail: '{' }, 'MalformedDetail'],
    ['a detail that is no object', { ...ENTRY, Detail: '[]' }, 'MalformedDetail'],
    ['a bus that is not there', { ...ENTRY, EventBusName: 'other' }, 'InvalidArgument'],
  ])('refuses an entry with %s and takes the others', (_, entry, code) => {
    const { made, heard } = buses();
    const answer = made.put([entry, ENTRY]);
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries).toEqual([
      expect.objectContaining({ ErrorCode: code }),
      { EventId: expect.any(String) },
    ]);
    expect(heard).toHaveLength(1);
  });

  it.each([
    ['none', []],
    ['eleven', Array.from({ length: 11 }, () => ENTRY)],
    ['too large ones', [{ ...ENTRY, Detail: JSON.stringify({ x: 'x'.repeat(300_000) }) }]],
  ])('refuses a call with %s entries as a whole', (_, entries) => {
    expect(buses().made.problemOf(entries)).toEqual(expect.any(String));
  });
});
