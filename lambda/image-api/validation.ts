import type { z } from 'zod';
import { DarkroomError } from '../domain/errors';

/** The request does not match its schema. The message states each wrong field, its rule and its value. */
export class InvalidRequestError extends DarkroomError {
  override readonly name = 'InvalidRequestError';
  readonly code = 'INVALID_REQUEST';
  readonly retryable = false;
}

/** @throws InvalidRequestError if the body is not JSON or does not match the schema */
export function parsedBody<Schema extends z.ZodType>(schema: Schema, body: string): z.output<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new InvalidRequestError('The body must be JSON.');
  }
  return parsed(schema, json);
}

/** @throws InvalidRequestError with all problems */
export function parsed<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given, { reportInput: true });
  if (result.success) return result.data;
  throw new InvalidRequestError(`${result.error.issues.map(sentence).join('. ')}.`);
}

const MAX_QUOTED_CHARACTERS = 80;

function sentence(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.') || 'The body';
  if (issue.code === 'unrecognized_keys') return `${quoteAll(issue.keys)} is not a field of this request`;
  if (issue.input === undefined) return `${field} is missing`;
  // Messages of this project begin with "must". Those of Zod are written for programmers.
  const isOurs = issue.code !== 'invalid_type' || issue.message.startsWith('must ');
  const rule = isOurs ? issue.message : `must be of type ${issue.expected}`;
  return `${field} ${rule}, but is ${quote(issue.input)}`;
}

const quoteAll = (values: readonly string[]): string => values.map(quote).join(', ');

/** Quotes a value as JSON, which escapes control characters, and shortens it. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}…` : text;
}
