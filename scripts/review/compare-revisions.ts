import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Review, review } from './review';
import { synthesizeRevision } from './revision';
import { layOutCommit, layOutWorkingTree, providePackages } from './source-tree';

export interface Comparison {
  /** The folder of the repository. */
  readonly project: string;
  readonly base: string;
  /** @default the files as they are on disk */
  readonly head?: string | undefined;
  readonly onProgress: (line: string) => void;
}

/**
 * Synthesizes two versions side by side and compares them. Needs no credentials, and leaves nothing behind.
 * @throws ReviewError
 */
export async function compareRevisions({ project, base, head, onProgress }: Comparison): Promise<Review> {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-review-'));
  try {
    const trees = [
      layOutCommit(project, base, join(folder, 'base')),
      head === undefined
        ? layOutWorkingTree(project, join(folder, 'head'))
        : layOutCommit(project, head, join(folder, 'head')),
    ] as const;
    for (const tree of trees) {
      onProgress(`Providing the packages of ${tree.label}`);
      providePackages(project, tree.folder);
    }
    onProgress('Synthesizing both versions');
    const [before, after] = await Promise.all([synthesizeRevision(trees[0]), synthesizeRevision(trees[1])]);
    return review(before, after);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
