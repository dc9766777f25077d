import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import { PROJECT_FOLDER } from '../../cli/project-folder';
import { terraformBinary } from '../terraform';
import { STATE_BACKEND } from './local-state';

/** The runs of Terraform. Tests replace them. */
export interface TerraformRuns {
  /** Deploys the stack `state-backend`. */
  deploy(): void;
  /** Imports an existing bucket into the local state of the stack. */
  importBucket(bucket: string): void;
}

const CLI = require.resolve('cdktf-cli/bundle/bin/cdktf');
const STACK_FOLDER = join(PROJECT_FOLDER, 'cdktf.out/stacks', STATE_BACKEND);

/** @param environment variables in addition to those of this process */
export function terraformRuns(environment: Readonly<Record<string, string>>): TerraformRuns {
  const run = (command: string, args: readonly string[], folder = PROJECT_FOLDER) => {
    const { status, error } = spawnSync(command, args, {
      cwd: folder,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    if (status === 0) return;
    const reason = error?.message ?? `it ended with ${status ?? 'a signal'}`;
    throw new OperatorError(
      `The state bucket is not complete because of the error above (${reason}). Fix it, and run the command again.`,
      EXIT.unreachable,
    );
  };
  return {
    // Locking providers needs the public registry, which may not be reachable behind a mirror. The lock file is not kept.
    deploy: () =>
      run(process.execPath, [CLI, 'deploy', STATE_BACKEND, '--auto-approve', '--skip-provider-lock']),
    importBucket: (bucket) => {
      run(process.execPath, [CLI, 'synth']);
      run(terraformBinary(), ['init', '-input=false'], STACK_FOLDER);
      run(terraformBinary(), ['import', '-input=false', bucketAddress(), bucket], STACK_FOLDER);
    },
  };
}

/** The Terraform address of the only bucket of the stack. */
function bucketAddress(): string {
  const { resource } = JSON.parse(readFileSync(join(STACK_FOLDER, 'cdk.tf.json'), 'utf8'));
  return `aws_s3_bucket.${Object.keys(resource.aws_s3_bucket)[0]}`;
}
