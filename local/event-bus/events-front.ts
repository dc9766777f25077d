import type { IncomingMessage, ServerResponse } from 'node:http';
import { replyError, replyJson } from '../foundation/http';
import { operationNamed } from '../gateway/service-of';
import type { EventBuses } from './event-bus';

/** EventBridge as clients see it: `PutEvents`. The buses themselves come from the synthesized stacks. */
export function eventsFront(buses: EventBuses) {
  return async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const operation = operationNamed(request.headers);
    if (operation !== 'PutEvents') {
      const message = `The local twin's EventBridge has no ${operation || 'operation without X-Amz-Target'}.`;
      replyError(response, 400, 'UnknownOperationException', message);
      return;
    }
    const { Entries: entries } = JSON.parse(body.toString());
    const problem = buses.problemOf(entries);
    if (problem) {
      replyError(response, 400, 'ValidationException', problem);
      return;
    }
    replyJson(response, 200, buses.put(entries), 'application/x-amz-json-1.1');
  };
}
