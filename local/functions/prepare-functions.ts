import { join } from 'node:path';
import type { Place } from '../../plan/computed-attributes';
import type { FunctionDeclaration } from '../../plan/topology/functions';
import type { ActivityLog } from '../foundation/activity-log';
import { type EndedInvocation, FunctionHost } from './function-host';
import { bundleRuntime, unpackFunction } from './function-package';
import { keepsLine } from './log-filter';

export interface FunctionsOptions {
  readonly place: Place;
  /** Folder for the unpacked packages. */
  readonly scratch: string;
  readonly maxProcesses: (fn: FunctionDeclaration) => number;
  readonly log: ActivityLog;
  /** Called after each invocation. */
  readonly onInvocation?: (ended: EndedInvocation) => void;
}

/** Unpacks the declared functions. Their processes start with the first invocation. */
export async function prepareFunctions(
  declarations: readonly FunctionDeclaration[],
  { place, scratch, maxProcesses, log, onInvocation }: FunctionsOptions,
): Promise<Map<string, FunctionHost>> {
  const runtime = await bundleRuntime(scratch);
  return new Map(
    declarations.map((declaration) => {
      const { name } = declaration;
      const folder = join(scratch, 'functions', name);
      unpackFunction(declaration.zip, folder);
      const host = new FunctionHost({
        declaration,
        place,
        folder,
        runtime,
        maxProcesses: maxProcesses(declaration),
        onLog: (line) => {
          if (keepsLine(declaration, line)) log.functionLine(name, line);
        },
        ...(onInvocation && { onInvocation }),
        onStartFailure: ({ errorType, errorMessage }) =>
          log.problem(`${name} does not start: ${errorType}: ${errorMessage}`),
      });
      return [name, host];
    }),
  );
}
