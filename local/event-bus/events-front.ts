import type { IncomingMessage, ServerResponse } from 'node:http';
import { reply, replyError } from '../foundation/http';
import type { EventBuses } from './event-bus';

/** EventBridge as clients see it: `PutEvents`. The buses themselves come from the synthesized stacks. */
export function eventsFront(buses: EventBuses) {
  return async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    if (operation !== 'PutEvents') {
      replyError(
        response,
        400,
        'UnknownOperationException',
        `The local twin's EventBridge has no ${operation}.`,
      );
      return;
    }
    const { Entries: entries } = JSON.parse(body.toString());
    const problem = buses.problemOf(entries);
    if (problem) {
      replyError(response, 400, 'ValidationException', problem);
      return;
    }
    reply(response, {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: Buffer.from(JSON.stringify(buses.put(entries))),
    });
  };
}
