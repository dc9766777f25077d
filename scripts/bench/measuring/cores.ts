import { spawnSync } from 'node:child_process';

let canPin: boolean | undefined;

/** Whether processes can be pinned to cores, which needs Linux and util-linux. */
export function canPinToCores(): boolean {
  canPin ??= spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  return canPin;
}

/** The command pinned to cores if possible, otherwise the command itself. */
export const pinned = (command: readonly string[], cores?: readonly number[]): string[] =>
  cores && canPinToCores() ? ['taskset', '-c', cores.join(','), ...command] : [...command];
