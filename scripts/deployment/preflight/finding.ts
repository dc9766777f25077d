import { InvalidSettingsError } from '../../../stacks/invalid-settings-error';
import { EXIT, OperatorError } from '../../cli/exit-codes';

/** The result of one check. */
export interface Finding {
  readonly check: string;
  readonly outcome: 'ok' | 'warned' | 'failed' | 'skipped';
  /** One sentence; for a failed check, with the fix. */
  readonly says: string;
  /** The exit code of the command after a failed check. */
  readonly exitCode?: number;
}

export const ok = (check: string, says: string): Finding => ({ check, outcome: 'ok', says });

export const failed = (check: string, says: string, exitCode: number = EXIT.findings): Finding => ({
  check,
  outcome: 'failed',
  says,
  exitCode,
});

/** A problem that does not stop a deployment. */
export const warned = (check: string, says: string): Finding => ({ check, outcome: 'warned', says });

export const skipped = (check: string, says: string): Finding => ({ check, outcome: 'skipped', says });

/** Runs a check. An error counts as a failure. */
export async function carriedOut(check: string, carryOut: () => Promise<Finding>): Promise<Finding> {
  try {
    return await carryOut();
  } catch (error) {
    return failed(check, reasonOf(error), exitCodeOf(error));
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof OperatorError) return error.exitCode;
  return error instanceof InvalidSettingsError ? EXIT.usage : EXIT.unreachable;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The SDK's message names the permission, but does not say that it is missing.
  const isDenied = /AccessDenied|Unauthorized|AuthorizationError/.test(error.name);
  return isDenied
    ? `AWS denied access: ${error.message}. Request that permission.`
    : error.message || error.name;
}
