/** Work that was begun and must not be forgotten. */
export class Underway {
  private readonly promises = new Set<Promise<unknown>>();

  /** Remembers a promise until it settles, and hands it back. */
  follow<Result>(promise: Promise<Result>): Promise<Result> {
    const settled = promise.then(
      () => {},
      () => {},
    );
    this.promises.add(settled);
    void settled.then(() => this.promises.delete(settled));
    return promise;
  }

  /** Waits for all of it, what begins meanwhile included. */
  async settle(): Promise<void> {
    while (this.promises.size > 0) await Promise.all(this.promises);
  }
}
