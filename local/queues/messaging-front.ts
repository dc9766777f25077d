import type { IncomingMessage, ServerResponse } from 'node:http';
import { ACCOUNT_ID } from '../../plan/computed-attributes';
import { type HttpResponse, pickHeaders, reply, replyError } from '../foundation/http';
import { operationNamed } from '../gateway/service-of';
import { JournaledCalls } from './journaled-calls';
import type { MessageJournal } from './message-journal';
import type { MessagingServer } from './messaging-server';

type Json = Readonly<Record<string, unknown>>;

const PASSED_ON = ['content-type', 'x-amz-target'];

/**
 * SQS as clients see it. As on AWS, the last part of its URL identifies a queue, whatever host the client used. The
 * embedded server compares complete URLs.
 */
export function sqsFront(server: MessagingServer, journal?: MessageJournal) {
  const journaled = journal && new JournaledCalls(journal);
  const call = (operation: string, body: Json): Promise<HttpResponse> =>
    server.request(
      { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
      JSON.stringify(body),
    );

  return async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const operation = operationNamed(request.headers);
    if (!operation) {
      replyError(
        response,
        400,
        'InvalidAction',
        'The twin speaks the JSON protocol of SQS: use a newer SDK.',
      );
      return;
    }
    const input: Json = JSON.parse(body.toString() || '{}');
    const queueName = nameIn(input.QueueUrl);
    const inner = queueName === undefined ? input : { ...input, QueueUrl: server.queueUrlOf(queueName) };
    const received = await call(operation, inner);
    const result =
      journaled && queueName !== undefined && received.status === 200
        ? withBody(received, (read) => journaled.take(operation, queueName, input, read))
        : received;
    if (operation === 'ReceiveMessage' && response.destroyed) {
      await giveBack(result, (entries) =>
        call('ChangeMessageVisibilityBatch', { QueueUrl: inner.QueueUrl, Entries: entries }),
      );
      return;
    }
    reply(response, { ...result, body: withOuterUrls(result.body, `http://${request.headers.host}`) });
  };
}

/**
 * SNS and STS.
 * @param onTaken called with each successful request and its response
 */
export function messagingFront(server: MessagingServer, onTaken?: (form: string, xml: string) => void) {
  return async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const result = await server.request(pickHeaders(request.headers, PASSED_ON), body);
    if (result.status === 200) onTaken?.(body.toString(), result.body.toString());
    reply(response, result);
  };
}

const withBody = (result: HttpResponse, change: (body: Json) => Json): HttpResponse => ({
  ...result,
  body: Buffer.from(JSON.stringify(change(JSON.parse(result.body.toString() || '{}')))),
});

const nameIn = (queueUrl: unknown): string | undefined =>
  typeof queueUrl === 'string' ? queueUrl.split('/').at(-1) : undefined;

function withOuterUrls(body: Buffer, origin: string): Buffer {
  const outer = (queueUrl: string): string => `${origin}/${ACCOUNT_ID}/${nameIn(queueUrl)}`;
  if (!body.includes('"QueueUrl')) return body;
  const result = JSON.parse(body.toString());
  return Buffer.from(
    JSON.stringify({
      ...result,
      ...(result.QueueUrl && { QueueUrl: outer(result.QueueUrl) }),
      ...(result.QueueUrls && { QueueUrls: result.QueueUrls.map(outer) }),
    }),
  );
}

/** Returns messages that a client no longer waited for. Otherwise they would stay hidden for minutes. */
async function giveBack(result: HttpResponse, call: (entries: Json[]) => Promise<unknown>): Promise<void> {
  const { Messages: messages = [] } = JSON.parse(result.body.toString() || '{}');
  if (messages.length === 0) return;
  await call(
    messages.map((message: { ReceiptHandle: string }, index: number) => ({
      Id: String(index),
      ReceiptHandle: message.ReceiptHandle,
      VisibilityTimeout: 0,
    })),
  );
}
