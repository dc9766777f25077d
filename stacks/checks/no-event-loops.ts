import { type EventPath, eventPaths } from '../../plan/event-paths';
import type { Plan } from '../../plan/plan';

/** An event must never lead back to its own cause: it would circle, bill and mail until somebody notices. */
export function noEventLoops(plan: Plan): string[] {
  const next = pathsByStart(eventPaths(plan));
  return loopsOf(next).map(
    (loop) =>
      `Events go round in a loop: ${loop.join(' -> ')}. Each turn is billed, and mailed. Take one of these paths out.`,
  );
}

type Paths = ReadonlyMap<string, readonly EventPath[]>;

/** One loop for each place where a depth-first walk comes back to a node of its own trail. */
function loopsOf(next: Paths): string[][] {
  const done = new Set<string>();
  const loops: string[][] = [];
  const walk = (node: string, trail: readonly string[]) => {
    const start = trail.indexOf(node);
    if (start >= 0) loops.push([...trail.slice(start), node]);
    if (start >= 0 || done.has(node)) return;
    for (const { to } of next.get(node) ?? []) walk(to, [...trail, node]);
    done.add(node);
  };
  for (const node of next.keys()) walk(node, []);
  return loops;
}

function pathsByStart(paths: readonly EventPath[]): Paths {
  const byStart = new Map<string, EventPath[]>();
  for (const path of paths) byStart.set(path.from, [...(byStart.get(path.from) ?? []), path]);
  return byStart;
}
