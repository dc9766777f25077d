import { appendFileSync } from 'node:fs';
import { settingsSchema } from '../../stacks/settings-schema';

/**
 * The settings among the variables of a GitHub environment, as lines of the file that `GITHUB_ENV` names. Every
 * setting of the schema is passed on, and no other variable.
 * @param variables what `toJSON(vars)` returns
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
  if (!GITHUB_ENV) throw new Error('GITHUB_ENV is not set: this runs in a workflow of GitHub.');
  for (const line of workflowSettings(JSON.parse(VARIABLES))) appendFileSync(GITHUB_ENV, `${line}\n`);
}
