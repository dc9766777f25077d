import { EventBridgeClient, type PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { EventBridgePublisher } from '../../../lambda/adapters/eventbridge-publisher';
import { ServiceError } from '../../../lambda/domain/errors';
import type { ImageRecord } from '../../../lambda/domain/image-record';

const record: ImageRecord = {
  imageId: '0123456789abcdef0123456789abcdef',
  timestamp: 1_782_043_200_000,
  processingStatus: 'COMPLETED',
  bucket: 'photos',
  key: 'uploads/harbour.jpg',
  uploadDate: '2026-06-21',
  processedAt: '2026-06-21T12:00:01.500Z',
  ttl: 1_800_000_000,
};

/** A publisher whose bus answers as told, and remembers what it was sent. */
function publisherAnswered(answer: () => object) {
  const client = new EventBridgeClient({ region: 'eu-central-1' });
  const send = jest.spyOn(client, 'send').mockImplementation(async () => answer());
  const sent = () =>
    send.mock.calls.flatMap(([command]) => (command as PutEventsCommand).input.Entries ?? []);
  return { publisher: new EventBridgePublisher(client, 'image-processing-events-test', 'test'), sent };
}

const taken = () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] });

describe('the publisher on EventBridge', () => {
  it('puts the record without its ttl on the bus, with the environment and a name for mails', async () => {
    const { publisher, sent } = publisherAnswered(taken);
    await publisher.publish('Image Processing Completed', record);
    const [entry, ...more] = sent();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      EventBusName: 'image-processing-events-test',
      Source: 'image.processing',
      DetailType: 'Image Processing Completed',
      Time: new Date('2026-06-21T12:00:01.500Z'),
    });
    const { ttl: _, ...published } = record;
    expect(JSON.parse(entry?.Detail ?? '')).toEqual({
      ...published,
      displayName: 'harbour.jpg',
      environment: 'test',
    });
  });

  it('throws when the bus refuses an entry, although its status is 200', async () => {
    const { publisher } = publisherAnswered(() => ({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' }],
    }));
    const publishing = publisher.publish('Image Processing Failed', record);
    await expect(publishing).rejects.toThrow(ServiceError);
    await expect(publishing).rejects.toThrow(
      'Could not publish "Image Processing Failed" for uploads/harbour.jpg: ThrottlingException Rate exceeded',
    );
  });

  it('turns errors of the SDK into retryable errors', async () => {
    const { publisher } = publisherAnswered(() => {
      throw new Error('socket hang up');
    });
    await expect(publisher.publish('Image Deleted', record)).rejects.toMatchObject({ retryable: true });
  });
});
