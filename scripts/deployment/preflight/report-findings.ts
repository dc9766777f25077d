import { EXIT } from '../../cli/exit-codes';
import { counted } from '../../cli/quantities';
import type { Terminal } from '../../cli/terminal';
import type { Finding } from './finding';

const MARKS: Readonly<Record<Finding['outcome'], string>> = {
  ok: '✓',
  warned: '!',
  failed: '✗',
  skipped: '–',
};

/** Prints the findings. @returns the exit code of the command */
export function reportFindings(findings: readonly Finding[], terminal: Terminal): number {
  for (const finding of findings) {
    const { check, outcome, says } = finding;
    terminal.result(`${MARKS[outcome]} ${check.padEnd(13)} ${says}`, { check, outcome, says });
  }
  const failures = findings.filter(({ outcome }) => outcome === 'failed');
  if (failures.length > 0)
    terminal.remark(`${counted(failures.length, 'check')} failed. Nothing was changed.`);
  return failures[0]?.exitCode ?? EXIT.ok;
}
