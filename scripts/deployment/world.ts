import { join } from 'node:path';
import { readContext } from '../../stacks/settings';
import { type AccountOptions, openAccount } from './account';
import type { PreflightWorld } from './preflight/preflight';
import { terraformVersion } from './terraform';

export const PROJECT_FOLDER = join(__dirname, '../..');

/** This machine, its environment variables, and AWS, or another endpoint. */
export const realWorld = (options: AccountOptions): PreflightWorld => ({
  settings: { environment: process.env, context: readContext(PROJECT_FOLDER) },
  packages: join(PROJECT_FOLDER, 'dist/lambda'),
  terraformVersion,
  openAccount: (region) => openAccount(options, region),
});
