import type { Command } from 'commander';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import { wholeNumber } from '../../cli/option-values';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { ALARM_TOPICS, type AlarmTopic, subjectOf, topicOf } from './alarm-topics';

interface Options extends ConnectionOptions {
  /** Minutes. */
  readonly since: number;
}

const EXAMPLE = `
Without an alarm, it looks at everything. It changes nothing. The exit code is 1 when there is something to do.

Example:
  npm run images -- diagnose queue-age`;

const MAX_MINUTES = 7 * 24 * 60;

/** `darkroom images diagnose` */
export function addDiagnoseCommand(images: Command): void {
  images
    .command('diagnose')
    .description('show the cause of an alarm, and what to do')
    .argument('[alarm]', 'name of the alarm, such as image-processing-queue-age-prod or queue-age')
    .option('--since <minutes>', 'look at logs and records of this period', wholeNumber(1, MAX_MINUTES), 60)
    .addHelpText('after', EXAMPLE)
    .action(async (alarm: string | undefined, _options: unknown, command: Command) => {
      process.exitCode = await run(alarm, command.optsWithGlobals<Options>());
    });
}

async function run(alarm: string | undefined, options: Options): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  const topics = alarm === undefined ? ALARM_TOPICS : [topicNamed(subjectOf(alarm, darkroom.environment))];
  const looks = [...new Set(topics.flatMap((topic) => topic.looks))];
  const now = Date.now();
  const cures: string[] = [];
  for (const look of looks) {
    const seen = await look(darkroom, { now, since: now - options.since * 60_000 });
    terminal.result(seen.lines, seen);
    cures.push(...seen.cures);
  }
  const general = alarm === undefined ? [] : topics.map(({ cure }) => cure);
  const todo = [...new Set([...cures, ...general])].map((cure) => `  ${cure}`);
  terminal.result(['', 'What to do', ...(todo.length > 0 ? todo : ['  nothing'])], { cures, general });
  return cures.length > 0 ? EXIT.findings : EXIT.ok;
}

function topicNamed(subject: string): AlarmTopic {
  const topic = topicOf(subject);
  if (topic) return topic;
  throw new OperatorError(
    `Darkroom has no alarm named ${subject}. The section "What each alarm means" of docs/operations.md lists them all.`,
  );
}
