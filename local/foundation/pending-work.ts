/** Work that must finish before the twin stops. */
export class PendingWork {
  private readonly promises = new Set<Promise<unknown>>();

  /** Keeps a promise until it settles, and returns it. */
  follow<Result>(promise: Promise<Result>): Promise<Result> {
    const settled = promise.then(
      () => {},
      () => {},
    );
    this.promises.add(settled);
    void settled.then(() => this.promises.delete(settled));
    return promise;
  }

  /** Waits until nothing is pending, including work that starts meanwhile. */
  async settle(): Promise<void> {
    while (this.promises.size > 0) await Promise.all(this.promises);
  }
}
