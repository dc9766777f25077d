import { type EventPath, eventPaths } from '../../plan/event-paths';
import type { Plan } from '../../plan/plan';

/** Finds loops of events, which would repeat and cost money until somebody stops them. */
export function noEventLoops(plan: Plan): string[] {
  const next = pathsByStart(eventPaths(plan));
  return loopsOf(next).map(
    (loop) =>
      `Events can loop: ${loop.join(' -> ')}. Every round costs money and sends e-mails. Remove one of these paths.`,
  );
}

type Paths = ReadonlyMap<string, readonly EventPath[]>;

/** Finds loops by a depth-first search: one for each node where the search returns to its own path. */
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
