import { execFileSync } from 'node:child_process';

/** One process: its parent's id, and its command line. */
export interface ProcessEntry {
  readonly parent: number;
  readonly command: string;
}

export type ProcessTable = ReadonlyMap<number, ProcessEntry>;

/** What runs Terraform. `cdktf synth` does not. */
const TERRAFORM_VERBS = ['deploy', 'apply', 'destroy', 'diff', 'plan', 'watch', 'output'];
const CLI = /(^|[\\/])(cdktf|cdktn)(\.js|\.cmd)?$/;

/** All processes of this machine; none where `ps` is missing or speaks another dialect. */
export function readProcessTable(): ProcessTable {
  try {
    const listing = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new Map(
      listing.split('\n').flatMap((line) => {
        const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return pid ? [[Number(pid), { parent: Number(parent), command }] as const] : [];
      }),
    );
  } catch {
    return new Map();
  }
}

function terraformVerb(command: string): string | undefined {
  const words = command.split(/\s+/);
  const cli = words.findIndex((word) => CLI.test(word));
  return cli < 0 ? undefined : words.slice(cli + 1).find((word) => TERRAFORM_VERBS.includes(word));
}

/**
 * The command of the CDKTF CLI that is about to run Terraform on what this process synthesizes, such as
 * `deploy`. The CLI starts every app the same way and tells it nothing, so the processes above are asked.
 */
export function invokingTerraformVerb(
  pid: number = process.pid,
  processes: ProcessTable = readProcessTable(),
): string | undefined {
  const seen = new Set<number>();
  for (let at = processes.get(pid); at && !seen.has(at.parent); at = processes.get(at.parent)) {
    const verb = terraformVerb(at.command);
    if (verb) return verb;
    seen.add(at.parent);
  }
  return undefined;
}
