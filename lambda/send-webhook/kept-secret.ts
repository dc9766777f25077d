/** Milliseconds after which a secret is read again, so that a rotated one is used soon. */
const KEPT_MS = 5 * 60_000;

/** Reads a secret once for all events of some minutes. A failure is not kept. */
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
