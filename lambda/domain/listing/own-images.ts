import type { ImageCatalog } from '../ports';

/**
 * The catalog as one person sees it: the versions of somebody else are not there, so a page may have fewer rows than
 * were asked for.
 */
export const ownImages = (catalog: ImageCatalog, owner: string): ImageCatalog =>
  Object.assign(Object.create(catalog) as ImageCatalog, {
    async page(...args: Parameters<ImageCatalog['page']>) {
      const rows = await catalog.page(...args);
      return rows.filter(({ userId }) => userId === owner);
    },
  });
