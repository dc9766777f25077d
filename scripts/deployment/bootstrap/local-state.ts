import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The stack's id, which is in the name of its file too. */
export const STATE_BACKEND = 'state-backend';

const stateSchema = z.object({
  resources: z.array(
    z.object({
      mode: z.string(),
      type: z.string(),
      instances: z.array(z.object({ attributes: z.object({ bucket: z.string().optional() }) })),
    }),
  ),
});

/** The bucket that a state of the stack `state-backend` holds; nothing when it holds none. */
export function bucketIn(state: string): string | undefined {
  const { resources } = stateSchema.parse(JSON.parse(state));
  const bucket = resources.find(({ mode, type }) => mode === 'managed' && type === 'aws_s3_bucket');
  return bucket?.instances[0]?.attributes.bucket;
}

/**
 * The local file in which Terraform keeps the state of the stack `state-backend`. It knows one bucket, so
 * that whoever works with several accounts has one file for each, and that of the moment under the name that
 * Terraform reads.
 */
export class LocalState {
  private readonly path: string;

  constructor(private readonly folder: string) {
    this.path = join(folder, `terraform.${STATE_BACKEND}.tfstate`);
  }

  read(): string | undefined {
    return existsSync(this.path) ? readFileSync(this.path, 'utf8') : undefined;
  }

  write(state: string): void {
    writeFileSync(this.path, state);
  }

  /** The bucket that the file knows. */
  bucket(): string | undefined {
    const state = this.read();
    return state === undefined ? undefined : bucketIn(state);
  }

  /**
   * Puts the file of a bucket in its place, and sets aside that of another, which Terraform would take for
   * the order to replace the one bucket by the other.
   */
  turnTo(bucket: string): void {
    const present = this.bucket();
    if (present === bucket) return;
    if (present !== undefined) renameSync(this.path, this.setAside(present));
    if (existsSync(this.setAside(bucket))) renameSync(this.setAside(bucket), this.path);
  }

  private setAside(bucket: string): string {
    return join(this.folder, `terraform.${STATE_BACKEND}.${bucket}.tfstate`);
  }
}
