import { spawnSync } from 'node:child_process';

let canPin: boolean | undefined;

/** Whether processes can be pinned to cores: on Linux with util-linux. */
export function canPinToCores(): boolean {
  canPin ??= spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  return canPin;
}

/** The command pinned to cores, or the command itself where that is not possible. */
export const pinned = (command: readonly string[], cores?: readonly number[]): string[] =>
  cores && canPinToCores() ? ['taskset', '-c', cores.join(','), ...command] : [...command];
