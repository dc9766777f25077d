import type { ImageCatalog } from './ports';

type Catalog = Pick<ImageCatalog, 'history' | 'forgottenAt'>;

/** Whether the image was forgotten and has had no upload since: then nothing may be written about it. */
export async function isForgotten(imageId: string, catalog: Catalog): Promise<boolean> {
  const at = await catalog.forgottenAt(imageId);
  if (at === undefined) return false;
  const history = await catalog.history(imageId);
  return !history.some((row) => row.timestamp > at);
}

/** Whether the image was ever forgotten, as far back as the table remembers. */
export const wasForgotten = async (imageId: string, catalog: Catalog): Promise<boolean> =>
  (await catalog.forgottenAt(imageId)) !== undefined;
