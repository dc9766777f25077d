import { DeleteObjectCommand, ListObjectVersionsCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { imageIdOf } from '../../lambda/domain/image-record';
import { newestFirst } from '../../lambda/domain/versions/sequencer';
import type { Deployment } from './deployment';
import { type HeldVersion, stateDifferences } from './history-differences';
import type { Versioning } from './in-memory-image-store';
import type { Step } from './key-history';
import { eTagsOf, type Photos } from './two-photos';

/** One key of a deployment's source bucket, the steps on it, and their results in the pipeline. */
export class DeployedKey {
  /** The versions that the steps have left in the bucket, newest first. */
  private versions: HeldVersion[] = [];

  constructor(
    private readonly deployment: Deployment,
    readonly key: string,
    private readonly versioning: Versioning,
    private readonly photos: Photos,
  ) {}

  async do(step: Step): Promise<void> {
    if (step === 'A' || step === 'B') {
      const versionId = await this.deployment.upload(this.key, this.photos[step]);
      this.add({ versionId: versionId ?? 'null', eTag: eTagsOf(this.photos)[step] });
      return;
    }
    if (step === 'd') return this.deleteKey();
    const version = this.versions[['x', 'y', 'z'].indexOf(step)];
    if (!version) throw new Error(`${step} has nothing to do`);
    await this.delete(version.versionId);
    this.versions = this.versions.filter((each) => each !== version);
  }

  /** Requests processing through the API, which knows no event. */
  async ask(): Promise<void> {
    const { status, body } = await this.deployment.callApi('POST', '/process', { image_key: this.key });
    if (status >= 500) throw new Error(`POST /process returned ${status} ${JSON.stringify(body)}`);
  }

  /** The differences of record and previews from the bucket, and of the bucket from the steps. */
  async differences(): Promise<string[]> {
    const [rows, previews, kept] = await Promise.all([
      this.deployment.history(this.key),
      this.previews(),
      this.kept(),
    ]);
    const { versions } = this;
    const isAsDone =
      kept.join() ===
      versions
        .map(({ versionId }) => versionId)
        .sort()
        .join();
    return [
      ...(isAsDone ? [] : ['the bucket does not have what the steps left']),
      ...stateDifferences({ versions, rows: newestFirst(rows), previews }, eTagsOf(this.photos)),
    ];
  }

  private async deleteKey(): Promise<void> {
    const marker = await this.delete();
    if (this.versioning === 'Off') this.versions = [];
    else this.add({ versionId: marker ?? 'null' });
  }

  /** @returns the removed version, or the created marker */
  private async delete(versionId?: string): Promise<string | undefined> {
    const { s3, outputs } = this.deployment;
    const object = { Bucket: outputs.source_bucket_name, Key: this.key };
    const answer = await s3.send(new DeleteObjectCommand({ ...object, VersionId: versionId }));
    return answer.VersionId;
  }

  /** There is at most one version `null`. A new one replaces it, wherever it is in the history. */
  private add(version: HeldVersion): void {
    this.versions = [version, ...this.versions.filter(({ versionId }) => versionId !== version.versionId)];
  }

  /** The sorted ids of all versions and markers in the bucket. */
  private async kept(): Promise<string[]> {
    const { s3, outputs } = this.deployment;
    const { Versions: versions = [], DeleteMarkers: markers = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: outputs.source_bucket_name, Prefix: this.key }),
    );
    return [...versions, ...markers].map(({ VersionId }) => VersionId ?? 'null').sort();
  }

  private async previews(): Promise<string[]> {
    const { s3, outputs } = this.deployment;
    const { source_bucket_name: source, processed_bucket_name: Bucket } = outputs;
    const pages = paginateListObjectsV2(
      { client: s3 },
      { Bucket, Prefix: `previews/${imageIdOf(source, this.key)}/` },
    );
    const keys: string[] = [];
    for await (const { Contents = [] } of pages) keys.push(...Contents.map(({ Key }) => Key ?? ''));
    return keys;
  }
}
