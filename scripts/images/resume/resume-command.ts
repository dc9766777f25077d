import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Command } from 'commander';
import { DynamoDbBrakeNotes } from '../../../lambda/adapters/dynamodb/dynamodb-brake-notes';
import { EXIT } from '../../cli/exit-codes';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { queueCounts } from '../../connection/queue-counts';
import { brakeStatus } from './brake-status';
import { enableQueue, queueSwitchOf } from './event-source';

interface Options extends ConnectionOptions {
  readonly dryRun?: boolean;
  readonly now?: boolean;
}

const EXAMPLE = `
The brake stops processing when more images than MAX_IMAGES_PER_HOUR are processed within an hour. Find and stop
the cause first. The exit code is 1 while processing is stopped.

Example:
  npm run images -- resume --dry-run`;

/** `darkroom images resume` */
export function addResumeCommand(images: Command): void {
  images
    .command('resume')
    .description('resume processing after the brake has stopped it, or show why it did')
    .option('--dry-run', 'only show whether processing is stopped, and why')
    .option('--now', 'resume within the hour in which the brake cannot act again')
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run(options: Options): Promise<number> {
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
