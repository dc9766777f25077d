/** Milliseconds for which a secret is cached. After a rotation, the old secret is used for this time at most. */
const KEPT_MS = 5 * 60_000;

/** Caches a secret for some minutes. Does not cache failures. */
export function keptSecret(read: () => Promise<string>, now: () => number): () => Promise<string> {
  let kept: { readonly secret: Promise<string>; readonly until: number } | undefined;
  return () => {
    if (kept && now() < kept.until) return kept.secret;
    const secret = read();
    kept = { secret, until: now() + KEPT_MS };
    secret.catch(() => {
      kept = undefined;
    });
    return secret;
  };
}
