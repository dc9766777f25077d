import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { z } from 'zod';
import { DarkroomError } from '../domain/errors';

/** The request is not what its route takes. The message names each field, what was given and what may be. */
export class InvalidRequestError extends DarkroomError {
  readonly code = 'INVALID_REQUEST';
  readonly retryable = false;
}

/** A request as the routes see it; nothing in it has been judged yet. */
export interface ApiRequest {
  /** Names the request in logs and answers. */
  readonly id: string;
  /** Epoch milliseconds after which nobody waits for the answer any more. */
  readonly deadline: number;
  readonly body: string;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** @throws InvalidRequestError when a query parameter is repeated */
export function apiRequest(event: APIGatewayProxyEvent, id: string, deadline: number): ApiRequest {
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    if ((values?.length ?? 0) > 1) throw new InvalidRequestError(`${name} is given more than once.`);
  }
  const body = event.body ?? '';
  return {
    id,
    deadline,
    body: event.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
    path: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
  };
}

/** @throws InvalidRequestError */
export function parsedBody<Schema extends z.ZodType>(schema: Schema, body: string): z.output<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new InvalidRequestError('The body must be JSON.');
  }
  return parsed(schema, json);
}

/** @throws InvalidRequestError naming everything that is wrong at once */
export function parsed<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const answer = schema.safeParse(given, { reportInput: true });
  if (answer.success) return answer.data;
  throw new InvalidRequestError(`${answer.error.issues.map(sentence).join('. ')}.`);
}

const LONGEST_QUOTE = 80;

function sentence(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.') || 'The body';
  if (issue.code === 'unrecognized_keys') return `${quoteAll(issue.keys)} is not a field of this request`;
  if (issue.input === undefined) return `${field} is missing`;
  // Our own messages begin so; zod's are for programmers.
  const isOurs = issue.code !== 'invalid_type' || issue.message.startsWith('must ');
  const rule = isOurs ? issue.message : `must be of type ${issue.expected}`;
  return `${field} ${rule}, but is ${quote(issue.input)}`;
}

const quoteAll = (values: readonly string[]): string => values.map(quote).join(', ');

/** What was given, in JSON so that no control character gets through, and not all of it if it is long. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
