/** A token bucket: up to `burst` requests together, then `rate` requests a second. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly limits: { readonly rate: number; readonly burst: number },
    private readonly now: () => number,
  ) {
    this.tokens = limits.burst;
    this.filledAt = now();
  }

  /** Takes one token, if there is one. */
  take(): boolean {
    const time = this.now();
    const earned = ((time - this.filledAt) / 1000) * this.limits.rate;
    this.tokens = Math.min(this.limits.burst, this.tokens + earned);
    this.filledAt = time;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
