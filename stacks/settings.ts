import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { deliveryProblems } from './delivery-settings';
import { InvalidSettingsError } from './invalid-settings-error';
import { type ReadPreviewsFile, readPreviewsFile } from './read-previews-file';
import { completeSettings, type SettingName, type Settings, settingsSchema } from './settings-schema';

export { type Settings, settingsSchema };

/** The sources of settings. The environment takes precedence over `cdktf.json`. */
export interface SettingSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The `context` of `cdktf.json`, by the name of the environment variable. */
  readonly context: Readonly<Record<string, unknown>>;
  /** The base of relative paths in settings. @default - the current directory */
  readonly directory?: string;
}

interface GivenSetting {
  readonly text: string;
  readonly from: string;
}

/** The environment variable of every setting. */
export const SETTING_NAMES = Object.keys(settingsSchema.shape) as SettingName[];

/** Converts a string, number or boolean to the text that a shell would pass. An empty value counts as not set. */
function asText(value: unknown): string | undefined {
  if (!['string', 'number', 'boolean'].includes(typeof value)) return undefined;
  return String(value).trim() || undefined;
}

function givenSetting(name: SettingName, { environment, context }: SettingSources): GivenSetting | undefined {
  const fromEnvironment = asText(environment[name]);
  if (fromEnvironment !== undefined) return { text: fromEnvironment, from: 'the environment' };
  const fromContext = asText(context[name]);
  return fromContext === undefined ? undefined : { text: fromContext, from: 'cdktf.json' };
}

function describeIssue(issue: z.core.$ZodIssue, given: ReadonlyMap<string, GivenSetting>): string {
  const name = String(issue.path[0]);
  const setting = given.get(name);
  const value = setting ? `is ${JSON.stringify(setting.text)} in ${setting.from}, but ` : '';
  return `${name} ${value}${issue.message}. Set the environment variable ${name}, or "${name}" in the context of cdktf.json.`;
}

/** Settings that require each other. */
const PAIRS = [['SIGN_IN_ISSUER', 'SIGN_IN_AUDIENCE']] as const;

const missingPartners = (given: ReadonlyMap<string, GivenSetting>): string[] =>
  PAIRS.flatMap(([one, other]) => {
    if (given.has(one) === given.has(other)) return [];
    const [present, missing] = given.has(one) ? [one, other] : [other, one];
    return [`${present} is set, but ${missing} is not. Set both, or neither.`];
  });

/** Finds unknown settings in `cdktf.json`, so that a misspelt one is not silently ignored. */
function unknownSettings(context: SettingSources['context']): string[] {
  const known = new Set<string>(SETTING_NAMES);
  return Object.entries(context)
    .filter(([key]) => /^[A-Z][A-Z0-9_]+$/.test(key))
    .flatMap(([key, value]) => {
      if (!known.has(key))
        return [`${key} in cdktf.json is not a setting. The settings are ${SETTING_NAMES.join(', ')}.`];
      const readable = value === null || asText(value) !== undefined || value === '';
      return readable ? [] : [`${key} in cdktf.json must be a text, a number, true or false.`];
    });
}

/**
 * Reads the settings of a deployment.
 * @throws InvalidSettingsError with all problems: each wrong value, the allowed values, and how to set it
 */
export function loadSettings(sources: SettingSources): Settings {
  const given = new Map<string, GivenSetting>();
  for (const name of SETTING_NAMES) {
    const setting = givenSetting(name, sources);
    if (setting) given.set(name, setting);
  }
  const parsed = settingsSchema.safeParse(
    Object.fromEntries([...given].map(([name, { text }]) => [name, text])),
  );
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => describeIssue(issue, given));
  const file = previewsOf(given, sources);
  problems.push(...unknownSettings(sources.context), ...(file?.problems ?? []));
  problems.push(...missingPartners(given));
  if (parsed.success) problems.push(...deliveryProblems(parsed.data));
  if (problems.length > 0 || !parsed.success) throw new InvalidSettingsError(problems);
  return { ...completeSettings(parsed.data), ...(file?.previews && { PREVIEWS: file.previews }) };
}

/** Settings that have no effect with `PREVIEWS_FILE`, because its presets replace them. */
const REPLACED_BY_PRESETS = ['PREVIEW_SIZES', 'PREVIEW_FIT'] as const;

function previewsOf(
  given: ReadonlyMap<string, GivenSetting>,
  { directory = process.cwd() }: SettingSources,
): ReadPreviewsFile | undefined {
  const setting = given.get('PREVIEWS_FILE');
  if (!setting) return undefined;
  const ignored = REPLACED_BY_PRESETS.filter((name) => given.has(name)).map(
    (name) =>
      `${name} has no effect with PREVIEWS_FILE, whose presets have their own. Remove it from ${given.get(name)?.from}.`,
  );
  const file = readPreviewsFile(setting.text, directory);
  return ignored.length > 0 ? { problems: [...ignored, ...file.problems] } : file;
}

/**
 * Reads the settings of a project from the environment and its `cdktf.json`.
 * @throws InvalidSettingsError
 */
export const settingsOf = (directory: string, environment = process.env): Settings =>
  loadSettings({ environment, context: readContext(directory), directory });

/** The `context` of the `cdktf.json` in a directory. */
export function readContext(directory: string): Record<string, unknown> {
  const { context = {} } = JSON.parse(readFileSync(join(directory, 'cdktf.json'), 'utf8'));
  return context;
}
