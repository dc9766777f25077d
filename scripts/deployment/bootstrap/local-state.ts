import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The id of the stack, which the name of its state file contains. */
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

/** Returns the bucket in a state of the stack `state-backend`, if any. */
function bucketIn(state: string): string | undefined {
  const { resources } = stateSchema.parse(JSON.parse(state));
  const bucket = resources.find(({ mode, type }) => mode === 'managed' && type === 'aws_s3_bucket');
  return bucket?.instances[0]?.attributes.bucket;
}

/**
 * The local file with the Terraform state of the stack `state-backend`, which contains one bucket. Each account has its
 * own file. Terraform reads the one without a bucket in its name.
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

  /** The bucket in the file. */
  bucket(): string | undefined {
    const state = this.read();
    return state === undefined ? undefined : bucketIn(state);
  }

  /**
   * Activates the state file of a bucket and sets aside that of another bucket, which Terraform would otherwise
   * replace.
   */
  switchTo(bucket: string): void {
    const current = this.bucket();
    if (current === bucket) return;
    if (current !== undefined) renameSync(this.path, this.setAside(current));
    if (existsSync(this.setAside(bucket))) renameSync(this.setAside(bucket), this.path);
  }

  private setAside(bucket: string): string {
    return join(this.folder, `terraform.${STATE_BACKEND}.${bucket}.tfstate`);
  }
}
