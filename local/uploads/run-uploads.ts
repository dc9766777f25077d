import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDbImageCatalog } from '../../lambda/adapters/dynamodb/dynamodb-image-catalog';
import type { ImageRecord } from '../../lambda/domain/image-record';
import { printable } from '../foundation/printable';
import type { RunningTwin } from '../twin/running-twin';
import { type OutcomeSources, UploadFollower } from './follow-uploads';
import { InProcessStore } from './in-process-store';
import type { PhotoFile } from './photo-file';
import { Progress } from './progress';
import { uploadFiles } from './upload-files';
import type { UploadOutcome } from './upload-outcome';

/**
 * Uploads files to a running twin and reports the outcome of each.
 * @param signal ends the reports, and the uploads that have not ended
 * @param onOutcome called with each outcome as soon as it is known
 */
export async function runUploads(
  files: readonly PhotoFile[],
  { twin, stores }: RunningTwin,
  print: NodeJS.WriteStream,
  signal: AbortSignal,
  onOutcome: (outcome: UploadOutcome) => void,
): Promise<UploadOutcome[]> {
  const catalog = dynamoDbImageCatalog(
    DynamoDBDocumentClient.from(twin.clients.dynamoDb),
    stores.metadataTable,
  );
  const sources: OutcomeSources = {
    history: (imageId) => catalog.history(imageId),
    deadLetters: async () => (await twin.messagesOf(stores.deadLetterQueue)).map(({ body }) => body),
    causeOf: (key) => twin.causeOf(key),
    onPublished: (listener) =>
      twin.buses.subscribe((_bus, { detail }) => {
        if (typeof detail.imageId === 'string') listener(detail as unknown as ImageRecord);
      }),
  };
  const follower = new UploadFollower(sources, (problem) => console.error(printable(problem)));
  const progress = new Progress(files.length, print);
  signal.addEventListener('abort', () => follower.close());
  try {
    return await uploadFiles(
      files,
      new InProcessStore(twin.request),
      stores.sourceBucket,
      (upload) => follower.follow(upload),
      (outcome) => {
        progress.report(outcome);
        onOutcome(outcome);
      },
      signal,
    );
  } finally {
    follower.close();
    progress.finish();
  }
}
