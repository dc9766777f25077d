import type { Mail, StageReached } from '../twin-view';

const MAX_AWAITED = 500;

/** Remembers how far uploads without a terminal record are, and whose mail is still to come. */
export class UploadProgress {
  private readonly reached = new Map<string, StageReached[]>();
  private readonly awaitingMail = new Map<string, string>();

  /** Of all of them, in the order in which they happened for each. */
  get stages(): readonly StageReached[] {
    return [...this.reached.values()].flat();
  }

  keyOf(imageId: string): string | undefined {
    return this.reached.get(imageId)?.[0]?.key;
  }

  add(stage: StageReached): void {
    const { imageId, key } = stage;
    if (stage.stage === 'published') this.awaitMail(imageId, key);
    // Mail arrives when the record is terminal, and the upload no longer in progress.
    else if (stage.stage !== 'mailed')
      this.reached.set(imageId, [...(this.reached.get(imageId) ?? []), stage]);
  }

  /** Its record is terminal, or gone. Returns whether the upload was in progress. */
  end(imageId: string): boolean {
    return this.reached.delete(imageId);
  }

  /** Whose mail this is: each names its image by the id. */
  mailed({ body }: Mail): { readonly imageId: string; readonly key: string } | undefined {
    for (const [imageId, key] of this.awaitingMail) {
      if (!body.includes(imageId)) continue;
      this.awaitingMail.delete(imageId);
      return { imageId, key };
    }
    return undefined;
  }

  private awaitMail(imageId: string, key: string): void {
    const [oldest] = this.awaitingMail.keys();
    if (oldest !== undefined && this.awaitingMail.size >= MAX_AWAITED) this.awaitingMail.delete(oldest);
    this.awaitingMail.set(imageId, key);
  }
}
