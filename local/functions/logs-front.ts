import type { IncomingMessage, ServerResponse } from 'node:http';
import { replyError, replyJson } from '../foundation/http';
import { operationNamed } from '../gateway/service-of';
import type { FunctionLogs } from './function-logs';
import { logPattern, UnsupportedPatternError } from './log-pattern';

/** CloudWatch Logs returns at most 10,000 events a call. */
const MAX_EVENTS = 10_000;

interface FilterRequest {
  readonly logGroupName?: string;
  readonly filterPattern?: string;
  readonly startTime?: number;
  readonly endTime?: number;
  readonly nextToken?: string;
  readonly limit?: number;
}

/** CloudWatch Logs as clients see it: `FilterLogEvents`, which `aws logs tail` calls too. */
export function logsFront(logs: FunctionLogs, groups: readonly string[]) {
  return async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const operation = operationNamed(request.headers);
    if (operation !== 'FilterLogEvents') {
      const message = `The local twin's CloudWatch Logs has no ${operation || 'operation without X-Amz-Target'}.`;
      return replyError(response, 400, 'UnknownOperationException', message);
    }
    const filter: FilterRequest = JSON.parse(body.toString());
    if (!groups.includes(filter.logGroupName ?? '')) {
      const message = 'The specified log group does not exist.';
      return replyError(response, 400, 'ResourceNotFoundException', message);
    }
    try {
      replyJson(response, 200, filtered(logs, filter), 'application/x-amz-json-1.1');
    } catch (error) {
      if (!(error instanceof UnsupportedPatternError)) throw error;
      replyError(response, 400, 'InvalidParameterException', error.message);
    }
  };
}

/** The token is the id of the last event of the page before. */
function filtered(logs: FunctionLogs, filter: FilterRequest) {
  const { logGroupName = '', filterPattern = '', startTime = 0, endTime = Number.POSITIVE_INFINITY } = filter;
  const { nextToken = '', limit = MAX_EVENTS } = filter;
  const matches = logPattern(filterPattern);
  const found = logs
    .of(logGroupName)
    .filter(({ timestamp, eventId }) => timestamp >= startTime && timestamp <= endTime && eventId > nextToken)
    .filter(({ message }) => matches(message));
  const page = found.slice(0, Math.min(limit, MAX_EVENTS));
  return {
    events: page.map((event) => ({ ...event, ingestionTime: event.timestamp, logStreamName: 'local' })),
    ...(page.length < found.length && { nextToken: page.at(-1)?.eventId }),
  };
}
