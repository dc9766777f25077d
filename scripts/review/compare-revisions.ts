import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Review, review } from './review';
import { synthesizeRevision } from './revision';
import { copyWorkingTree, providePackages, writeCommit } from './source-tree';

export interface Comparison {
  /** The folder of the repository. */
  readonly project: string;
  readonly base: string;
  /** @default the files on disk */
  readonly head?: string | undefined;
  readonly onProgress: (line: string) => void;
}

/**
 * Synthesizes and compares two versions. Needs no credentials, and removes its temporary files.
 * @throws ReviewError
 */
export async function compareRevisions({ project, base, head, onProgress }: Comparison): Promise<Review> {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-review-'));
  try {
    const trees = [
      writeCommit(project, base, join(folder, 'base')),
      head === undefined
        ? copyWorkingTree(project, join(folder, 'head'))
        : writeCommit(project, head, join(folder, 'head')),
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
