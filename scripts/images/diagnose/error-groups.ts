import { parsedJson } from '../../../lambda/domain/parsed-json';

/** Errors of a log with the same cause. */
export interface ErrorGroup {
  readonly cause: string;
  readonly count: number;
  /** Keys, message ids or request ids; the first few. */
  readonly subjects: readonly string[];
}

const SUBJECTS_SHOWN = 5;

/** Groups the errors in a function's JSON log by cause, most frequent first. */
export function errorGroups(lines: readonly string[]): ErrorGroup[] {
  const groups = new Map<string, ErrorGroup>();
  for (const line of lines) {
    const found = errorIn(line);
    if (!found) continue;
    const { count = 0, subjects = [] } = groups.get(found.cause) ?? {};
    const all = [...new Set([...subjects, ...found.subjects])].slice(0, SUBJECTS_SHOWN);
    groups.set(found.cause, { cause: found.cause, count: count + 1, subjects: all });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

interface LogLine {
  readonly level?: string;
  readonly message?: string;
  readonly keys?: readonly string[];
  readonly messageId?: string;
  readonly function_request_id?: string;
  readonly error?: { readonly message?: string };
  readonly type?: string;
  readonly record?: { readonly requestId?: string; readonly status?: string; readonly errorType?: string };
}

function errorIn(line: string): { cause: string; subjects: string[] } | undefined {
  const fields: LogLine = Object(parsedJson(line));
  if (fields.type === 'platform.report') return endOfCall(fields.record);
  if (fields.level !== 'ERROR') return undefined;
  const { keys = [], messageId, function_request_id: requestId, error, message = '' } = fields;
  const named = keys.length > 0 ? keys : [messageId ?? requestId ?? ''].filter(Boolean);
  return { cause: generalized(error?.message ?? message, named), subjects: [...named] };
}

/** Reads Lambda's report of a call that ended without a response. Errors of handlers have their own log line. */
function endOfCall(record: LogLine['record'] = {}): { cause: string; subjects: string[] } | undefined {
  const { status, errorType = '', requestId = '' } = record;
  if (status === 'timeout') return { cause: 'The function timed out.', subjects: [requestId] };
  if (status !== 'error' || !errorType.startsWith('Runtime.')) return undefined;
  return { cause: `The process of the function ended: ${errorType}.`, subjects: [requestId] };
}

/** Removes keys and ids from a cause, so that equal causes have equal texts. */
function generalized(cause: string, subjects: readonly string[]): string {
  const withoutKeys = subjects.reduce((text, subject) => text.replaceAll(subject, '…'), cause);
  return withoutKeys.replaceAll(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b[0-9a-f]{32}\b/g, '…');
}
