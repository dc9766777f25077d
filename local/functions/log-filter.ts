import { parsedJson } from '../../lambda/domain/parsed-json';
import { type FunctionDeclaration, LOG_LEVELS } from '../../plan/topology/functions';

const LEVELS: readonly string[] = LOG_LEVELS;
/** Lambda treats a line without a valid level as INFO. */
const DEFAULT_LEVEL = 'INFO';

/**
 * Whether Lambda keeps a line of a function's log. It filters only the logs of functions with JSON logs, by the field
 * `level` of each line. Source: AWS Lambda Developer Guide, "Log-level filtering".
 */
export function keepsLine(
  { logFormat, applicationLogLevel }: Pick<FunctionDeclaration, 'logFormat' | 'applicationLogLevel'>,
  line: string,
): boolean {
  if (logFormat !== 'JSON' || applicationLogLevel === undefined) return true;
  return LEVELS.indexOf(levelOf(line)) >= LEVELS.indexOf(applicationLogLevel);
}

function levelOf(line: string): string {
  const { level } = Object(line.startsWith('{') ? parsedJson(line) : undefined);
  return typeof level === 'string' && LEVELS.includes(level.toUpperCase())
    ? level.toUpperCase()
    : DEFAULT_LEVEL;
}
