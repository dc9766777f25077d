import type { InputTransformerDeclaration } from '../../plan/topology/event-rules';
import type { BusEvent } from './event-bus';
import { compileEventPath, type ReadPath } from './event-path';

/** Values that a template may use in addition to those of the event. */
export interface RuleVariables {
  readonly ruleName: string;
  readonly ruleArn: string;
  /** When the bus took the event, ISO 8601. */
  readonly ingestionTime: string;
}

export type TransformInput = (event: BusEvent, variables: RuleVariables) => string;

/** The filled template is not JSON, because a value ended its quotes. */
export class InputNotJsonError extends Error {
  override readonly name = 'InputNotJsonError';
}

/** EventBridge API Reference, InputTransformer. */
const MAX_PATHS = 100;
const MAX_TEMPLATE = 8192;
const RESERVED = 'aws.';
const PLACEHOLDER = /<([\w.-]+)>/g;

const PREDEFINED: Readonly<Record<string, (event: BusEvent, variables: RuleVariables) => unknown>> = {
  'aws.events.rule-arn': (_, { ruleArn }) => ruleArn,
  'aws.events.rule-name': (_, { ruleName }) => ruleName,
  'aws.events.event.ingestion-time': (_, { ingestionTime }) => ingestionTime,
  'aws.events.event.json': (event) => event,
  'aws.events.event': (event, { ingestionTime }) => {
    const { detail: _, 'detail-type': detailType, ...rest } = event;
    return { ...rest, detailType, time: ingestionTime };
  },
};

/**
 * Compiles the transformation of events to a target's input, as EventBridge does it. A template in braces is JSON. Any
 * other template is a text of JSON strings, which is passed on with its quotes. Within quotes a value is inserted
 * without escaping, outside of quotes as JSON. A value that the event does not have is empty.
 * @throws Error naming the path, the name or the limit that is wrong
 */
export function compileInputTransformer({
  inputPaths,
  inputTemplate,
}: InputTransformerDeclaration): TransformInput {
  const paths = readPaths(inputPaths);
  refuseTemplate(inputTemplate, paths);
  const isJson = /^\s*\{/.test(inputTemplate);
  return (event, variables) => {
    const lookUp = (name: string): unknown =>
      PREDEFINED[name]?.(event, variables) ?? paths.get(name)?.(event);
    const filled = fill(inputTemplate, lookUp);
    return isJson ? minified(filled) : filled;
  };
}

function readPaths(inputPaths: Readonly<Record<string, string>>): Map<string, ReadPath> {
  const entries = Object.entries(inputPaths);
  if (entries.length > MAX_PATHS) {
    throw new Error(`input_paths has ${entries.length} paths, and EventBridge takes ${MAX_PATHS}`);
  }
  return new Map(
    entries.map(([name, path]) => {
      if (name.toLowerCase().startsWith(RESERVED)) {
        throw new Error(`input_paths names ${name}, but names that start with ${RESERVED} are reserved`);
      }
      return [name, compileEventPath(path)];
    }),
  );
}

function refuseTemplate(template: string, paths: ReadonlyMap<string, ReadPath>): void {
  if (template.length === 0 || template.length > MAX_TEMPLATE) {
    throw new Error(
      `input_template has ${template.length} characters, and EventBridge takes 1 to ${MAX_TEMPLATE}`,
    );
  }
  for (const [, name = ''] of template.matchAll(PLACEHOLDER)) {
    if (!paths.has(name) && !(name in PREDEFINED)) {
      throw new Error(`input_template contains the placeholder <${name}>, which input_paths does not define`);
    }
  }
}

function fill(template: string, lookUp: (name: string) => unknown): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string, offset: number) => {
    const value = lookUp(name);
    return isWithinQuotes(template, offset) ? asText(value) : JSON.stringify(value ?? '');
  });
}

/** Whether an odd number of quotes, not counting escaped ones, stands before the offset. */
const isWithinQuotes = (template: string, offset: number): boolean =>
  [...template.slice(0, offset).matchAll(/\\.|"/g)].filter(([found]) => found === '"').length % 2 === 1;

/** An object within a text loses its quotes, since they would end the text. */
function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value).replaceAll('"', '') : String(value);
}

function minified(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (cause) {
    throw new InputNotJsonError(`The input template gave no JSON for this event: ${text}`, { cause });
  }
}
