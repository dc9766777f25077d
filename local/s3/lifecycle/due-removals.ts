import type { StoredVersion } from '../stored-object';
import type { LifecycleRule } from './lifecycle-rule';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A change that a rule makes to a key. */
export interface DueRemoval {
  readonly rule: string;
  /** `expire` deletes the current object as a request without a version would; `remove` is for good. */
  readonly change: 'expire' | 'remove';
  readonly version: StoredVersion;
}

/**
 * The first midnight (UTC) that is at least `days` after a time, when S3 acts. Source: S3 User
 * Guide, "Lifecycle rules: Based on an object's age".
 */
export const dueAt = (since: number, days: number): number =>
  Math.ceil((since + days * DAY_MS) / DAY_MS) * DAY_MS;

/**
 * The removals that are due for one key.
 * @param versions of the key, newest first, never empty
 * @param asOf epoch milliseconds
 */
export function dueRemovals(
  versions: readonly StoredVersion[],
  rules: readonly LifecycleRule[],
  asOf: number,
): DueRemoval[] {
  const [newest] = versions;
  if (!newest) return [];
  const matching = rules.filter(({ prefix }) => newest.key.startsWith(prefix));
  const older = versions.slice(1).flatMap((version, index) => {
    const replacedAt = versions[index]?.lastModified ?? 0;
    const rule = matching.find(
      ({ noncurrentDays: days }) => days !== undefined && dueAt(replacedAt, days) <= asOf,
    );
    return rule ? [{ rule: rule.id, change: 'remove', version } as const] : [];
  });
  // A delete marker is removed once no version is left below it, so the oldest versions come first.
  const isAlone = older.length === versions.length - 1;
  return [...older.reverse(), ...dueOfNewest(newest, isAlone, matching, asOf)];
}

function dueOfNewest(
  newest: StoredVersion,
  isAlone: boolean,
  rules: readonly LifecycleRule[],
  asOf: number,
): DueRemoval[] {
  const expires = ({ expirationDays: days }: LifecycleRule) =>
    days !== undefined && dueAt(newest.lastModified, days) <= asOf;
  if (newest.kind === 'object') {
    const rule = rules.find(expires);
    return rule ? [{ rule: rule.id, change: 'expire', version: newest }] : [];
  }
  const rule = isAlone ? rules.find((each) => each.expiredMarkers || expires(each)) : undefined;
  return rule ? [{ rule: rule.id, change: 'remove', version: newest }] : [];
}
