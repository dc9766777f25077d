import {
  CloudWatchLogsClient,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { ResourceNames } from '../../../stacks/names';
import { counted } from '../../cli/quantities';
import type { Darkroom } from '../../connection/connection';
import { cureOfError } from './cure-of-error';
import { type ErrorGroup, errorGroups } from './error-groups';
import type { Look } from './observation';

/** Matches Darkroom's errors, and Lambda's reports of failed calls. */
const PATTERN = '?ERROR ?timeout ?"Runtime."';
const MAX_LINES = 10_000;
const CAUSES_SHOWN = 10;

/** Looks for errors in the log of a function. */
export const lookAtLog =
  (functionOf: (names: ResourceNames) => string): Look =>
  async (darkroom, { since, now }) => {
    const logGroup = `/aws/lambda/${functionOf(darkroom.names)}`;
    const lines = await linesOf(darkroom, logGroup, since);
    if (lines === undefined) {
      return {
        lines: [`${logGroup} does not exist`],
        cures: ['Deploy it: npx cdktf deploy storage pipeline'],
      };
    }
    const groups = errorGroups(lines).slice(0, CAUSES_SHOWN);
    const period = `the last ${Math.round((now - since) / 60_000)} minutes`;
    const errors = groups.reduce((sum, { count }) => sum + count, 0);
    const tail = `The lines of the log: aws logs filter-log-events --log-group-name ${logGroup} --filter-pattern ERROR`;
    return {
      lines: [`${counted(errors, 'error')} in ${logGroup} in ${period}`, ...groups.flatMap(groupLines)],
      cures: groups.length > 0 ? [...new Set(groups.map(({ cause }) => cureOfError(cause))), tail] : [],
    };
  };

const groupLines = ({ cause, count, subjects }: ErrorGroup): string[] => [
  `  ${count} x ${cause}`,
  ...(subjects.length > 0 ? [`      ${subjects.join(', ')}${count > subjects.length ? ', …' : ''}`] : []),
];

/** The lines of a log, oldest first; undefined if there is no such log. */
async function linesOf(
  { client }: Darkroom,
  logGroupName: string,
  startTime: number,
): Promise<string[] | undefined> {
  const logs = new CloudWatchLogsClient(client);
  const lines: string[] = [];
  try {
    const pages = paginateFilterLogEvents(
      { client: logs },
      { logGroupName, startTime, filterPattern: PATTERN },
    );
    for await (const { events = [] } of pages) {
      lines.push(...events.map(({ message = '' }) => message));
      if (lines.length >= MAX_LINES) break;
    }
    return lines;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  } finally {
    logs.destroy();
  }
}
