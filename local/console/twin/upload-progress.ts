import type { Mail, StageReached } from '../twin-view';

const MAX_AWAITED = 500;

/** The stages of uploads without a terminal record, and the images whose mail is still to come. */
export class UploadProgress {
  private readonly reached = new Map<string, StageReached[]>();
  private readonly awaitingMail = new Map<string, string>();

  /** The stages of all uploads, in order for each upload. */
  get stages(): readonly StageReached[] {
    return [...this.reached.values()].flat();
  }

  keyOf(imageId: string): string | undefined {
    return this.reached.get(imageId)?.[0]?.key;
  }

  add(stage: StageReached): void {
    const { imageId, key } = stage;
    if (stage.stage === 'published') this.awaitMail(imageId, key);
    // A mail arrives when the record is terminal, and the upload is no longer in progress.
    else if (stage.stage !== 'mailed')
      this.reached.set(imageId, [...(this.reached.get(imageId) ?? []), stage]);
  }

  /** Ends an upload whose record is terminal or was removed. Returns whether it was in progress. */
  end(imageId: string): boolean {
    return this.reached.delete(imageId);
  }

  /** The image that a mail is about. Each mail contains the id of its image. */
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
