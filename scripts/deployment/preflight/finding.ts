import { InvalidSettingsError } from '../../../stacks/settings';
import { EXIT, OperatorError } from '../../cli/exit-codes';

/** What one check found. */
export interface Finding {
  readonly check: string;
  readonly outcome: 'ok' | 'failed' | 'skipped';
  /** One sentence; when it failed, with the fix. */
  readonly says: string;
  /** How the command ends because of it, when it failed. */
  readonly exitCode?: number;
}

export const ok = (check: string, says: string): Finding => ({ check, outcome: 'ok', says });

export const failed = (check: string, says: string, exitCode: number = EXIT.findings): Finding => ({
  check,
  outcome: 'failed',
  says,
  exitCode,
});

export const skipped = (check: string, says: string): Finding => ({ check, outcome: 'skipped', says });

/** A check that could not be carried out has failed, and says why. */
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
  // The SDK's refusals name the missing permission, but not that one is missing.
  const isDenied = /AccessDenied|Unauthorized|AuthorizationError/.test(error.name);
  return isDenied
    ? `AWS refused to look: ${error.message}. Ask for that permission.`
    : error.message || error.name;
}
