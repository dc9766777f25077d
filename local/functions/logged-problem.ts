import { parsedJson } from '../../lambda/domain/parsed-json';

/** An error that a function wrote to its log. */
export interface LoggedProblem {
  /** Object keys or, where there are none, the id of a queue message; empty if the line names neither. */
  readonly subjects: readonly string[];
  readonly requestId: string | undefined;
  readonly sentence: string;
}

const HINT = '"ERROR"';

/** The error in a line of a function's JSON log; undefined for every other line. */
export function loggedProblem(line: string): LoggedProblem | undefined {
  if (!line.startsWith('{') || !line.includes(HINT)) return undefined;
  const fields: Readonly<Record<string, unknown>> = Object(parsedJson(line));
  if (fields.level !== 'ERROR') return undefined;
  const { messageId, function_request_id: requestId } = fields;
  const keys = Array.isArray(fields.keys) ? fields.keys.map(String) : [];
  const subjects = keys.length > 0 ? keys : typeof messageId === 'string' ? [messageId] : [];
  const about = keys.length > 0 ? keys.join(', ') : messageId ? `message ${messageId}` : '';
  return {
    subjects,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    sentence: [about || fields.message, causeOf(fields)].filter(Boolean).join(': '),
  };
}

function causeOf({ error, message }: Readonly<Record<string, unknown>>): string {
  const { message: cause } = Object(error) as { message?: unknown };
  return String(cause ?? message ?? '');
}
