import { LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDbBrakeNotes } from '../../../lambda/adapters/dynamodb/dynamodb-brake-notes';
import { brakeStatus } from '../resume/brake-status';
import { queueSwitchOf } from '../resume/event-source';
import { lookAtQueue } from './look-at-queue';
import type { Look } from './observation';

/** Checks whether the brake has stopped processing, and why. */
export const lookAtBrake: Look = async (darkroom, options) => {
  const { client, names, documents, table } = darkroom;
  const lambda = new LambdaClient(client);
  const queue = await queueSwitchOf(names.imageProcessor, lambda).finally(() => lambda.destroy());
  const note = await new DynamoDbBrakeNotes(documents, table).read();
  const waiting = await lookAtQueue(darkroom, options);
  const { isStopped, sentences } = brakeStatus(note, queue, 0, options.now);
  return {
    lines: [sentences[0] ?? '', ...waiting.lines],
    cures: isStopped
      ? [
          'Find the client that uploads so many images, and stop it. Then process the waiting uploads: npm run images -- resume',
        ]
      : [],
  };
};
