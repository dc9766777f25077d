import { join } from 'node:path';
import { readContext, type SettingSources } from '../../stacks/settings';
import { PROJECT_FOLDER } from '../cli/project-folder';
import { type Account, type AccountOptions, openAccount } from './account';
import { terraformVersion } from './terraform';

/** The machine that deploys: its settings, packages, Terraform and access to AWS. */
export interface Machine {
  readonly settings: SettingSources;
  /** Folder of the zips of the functions. */
  readonly packages: string;
  /** @returns undefined without Terraform */
  terraformVersion(): string | undefined;
  /** @throws OperatorError when the account cannot be reached, or is not the requested one */
  openAccount(region: string): Promise<Account>;
}

export const thisMachine = (options: AccountOptions): Machine => ({
  settings: { environment: process.env, context: readContext(PROJECT_FOLDER) },
  packages: join(PROJECT_FOLDER, 'dist/lambda'),
  terraformVersion,
  openAccount: (region) => openAccount(options, region),
});
