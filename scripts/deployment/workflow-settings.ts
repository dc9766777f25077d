import { appendFileSync } from 'node:fs';
import { settingsSchema } from '../../stacks/settings-schema';

/**
 * Returns the settings among the variables of a GitHub environment as lines for the file `GITHUB_ENV`. Other variables
 * are not passed on.
 * @param variables the result of `toJSON(vars)`
 * @throws Error for a value of several lines, which could set other variables
 */
export function workflowSettings(variables: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(settingsSchema.shape).flatMap((name) => {
    const value = variables[name];
    if (typeof value !== 'string' || value === '') return [];
    if (/[\r\n]/.test(value)) throw new Error(`The variable ${name} has several lines: write it in one.`);
    return [`${name}=${value}`];
  });
}

if (require.main === module) {
  const { VARIABLES = '{}', GITHUB_ENV } = process.env;
  if (!GITHUB_ENV) throw new Error('GITHUB_ENV is not set: run this in a GitHub workflow.');
  for (const line of workflowSettings(JSON.parse(VARIABLES))) appendFileSync(GITHUB_ENV, `${line}\n`);
}
