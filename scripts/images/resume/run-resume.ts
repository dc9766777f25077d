import { LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDbBrakeNotes } from '../../../lambda/adapters/dynamodb/dynamodb-brake-notes';
import { EXIT } from '../../cli/exit-codes';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { queueCounts } from '../../connection/queue-counts';
import { brakeStatus } from './brake-status';
import { enableQueue, queueSwitchOf } from './event-source';

export interface ResumeOptions extends ConnectionOptions {
  readonly dryRun?: boolean;
  readonly now?: boolean;
}

/** Resumes processing, or shows why it is stopped. @returns the exit code */
export async function runResume(options: ResumeOptions): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  const lambda = new LambdaClient(darkroom.client);
  const notes = new DynamoDbBrakeNotes(darkroom.documents, darkroom.table);
  const queue = await queueSwitchOf(darkroom.names.imageProcessor, lambda);
  const note = await notes.read();
  const { waiting } = await queueCounts(darkroom.sqs, darkroom.queueUrl);
  const status = brakeStatus(note, queue, waiting, Date.now());
  const resumes = status.isStopped && !options.dryRun && (status.isSafe || options.now === true);
  if (resumes) {
    // In this order: an interrupted command leaves the note, so that the next one finishes.
    await enableQueue(queue, lambda);
    await notes.remove();
  }
  const outcome = resumes ? ['Processing is resumed.'] : [];
  terminal.result([...status.sentences, ...outcome], {
    stopped: status.isStopped && !resumes,
    resumed: resumes,
    queue: resumes ? 'Enabled' : queue.state,
    waiting,
    ...(note && { note }),
  });
  return status.isStopped && !resumes ? EXIT.findings : EXIT.ok;
}
