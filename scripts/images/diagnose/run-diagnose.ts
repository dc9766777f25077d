import { EXIT, OperatorError } from '../../cli/exit-codes';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { ALARM_TOPICS, type AlarmTopic, subjectOf, topicOf } from './alarm-topics';

export interface DiagnoseOptions extends ConnectionOptions {
  /** Minutes. */
  readonly since: number;
}

/** Shows the cause of one alarm, or of all alarms, and what to do. @returns the exit code */
export async function runDiagnose(alarm: string | undefined, options: DiagnoseOptions): Promise<number> {
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
