import { spawnSync } from 'node:child_process';

let canPin: boolean | undefined;

/** Whether processes can be kept on chosen cores here: Linux, with util-linux. */
export function canPinToCores(): boolean {
  canPin ??= spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  return canPin;
}

/** The command, kept on the given cores; as it is without them or where that cannot be done. */
export const pinned = (command: readonly string[], cores?: readonly number[]): string[] =>
  cores && canPinToCores() ? ['taskset', '-c', cores.join(','), ...command] : [...command];
