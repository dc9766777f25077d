import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { wholeNumber } from '../../lambda/runtime/setting-fields';
import { misspeltSettings } from '../../stacks/misspelt-settings';
import { SETTING_NAMES } from '../../stacks/settings';

const MAX_PORT = 65_535;
const MAX_RETRY_DELAY = 900;
const MAX_PROCESSES = 64;

/** The twin's own settings. Those of the deployment that it runs are separate. */
const localSettingsSchema = z.object({
  /** The web server's port; 0 takes any free one. */
  PORT: z._default(wholeNumber(0, MAX_PORT), 8080),
  /** The AWS endpoint's port; 0 takes any free one. */
  AWS_PORT: z._default(wholeNumber(0, MAX_PORT), 4566),
  /** The port of the CDN, if one is declared; 0 takes any free one. */
  EDGE_PORT: z._default(wholeNumber(0, MAX_PORT), 8081),
  /** The demo issuer's port; 0 takes any free one. */
  ISSUER_PORT: z._default(wholeNumber(0, MAX_PORT), 8082),
  /** Seconds until a failed message is retried. The delay doubles each time. */
  RETRY_DELAY_SECONDS: z._default(wholeNumber(0, MAX_RETRY_DELAY), 2),
  /** Maximum number of processes for each function. */
  FUNCTION_PROCESSES: z._default(wholeNumber(1, MAX_PROCESSES), availableParallelism()),
});

export type LocalSettings = z.output<typeof localSettingsSchema>;

/** A setting of the twin is not valid. Its message lists every problem. */
export class InvalidLocalSettingsError extends Error {
  override readonly name = 'InvalidLocalSettingsError';
}

/**
 * @param isBatch whether the twin ends with its uploads: it then takes any free ports unless some are set
 * @throws InvalidLocalSettingsError listing every problem: what was given and what is allowed
 */
export function loadLocalSettings(environment: NodeJS.ProcessEnv, isBatch = false): LocalSettings {
  // Nobody looks at the console of a batch, so another twin may keep the usual ports.
  const ports = isBatch ? { PORT: '0', AWS_PORT: '0', EDGE_PORT: '0', ISSUER_PORT: '0' } : {};
  const parsed = localSettingsSchema.safeParse({ ...ports, ...environment });
  if (parsed.success) return withDifferentPorts(parsed.data);
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return `  - ${name} is ${JSON.stringify(environment[name])}, but ${message}`;
  });
  throw new InvalidLocalSettingsError(`The settings are not valid:\n${problems.join('\n')}`);
}

/** Variables that are most likely misspelt settings, of the twin or of a deployment, in one sentence each. */
export const misspeltLocalSettings = (environment: NodeJS.ProcessEnv): string[] =>
  misspeltSettings(environment, [...SETTING_NAMES, ...Object.keys(localSettingsSchema.shape)]);

function withDifferentPorts(settings: LocalSettings): LocalSettings {
  const ports = ['PORT', 'AWS_PORT', 'EDGE_PORT', 'ISSUER_PORT'] as const;
  const shared = ports.filter((name) =>
    ports.some((other) => other !== name && settings[other] === settings[name]),
  );
  const [first] = shared.filter((name) => settings[name] !== 0);
  if (!first) return settings;
  const same = shared.filter((name) => settings[name] === settings[first]);
  throw new InvalidLocalSettingsError(
    `The settings are not valid:\n  - ${same.join(' and ')} are both ${settings[first]}, but each needs a port of its own`,
  );
}
