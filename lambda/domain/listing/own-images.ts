import type { ImageCatalog } from '../ports';

/**
 * Restricts `page` of a catalog to the versions of one owner. A page may have fewer rows than its limit although more
 * follow.
 */
export const ownImages = (catalog: ImageCatalog, owner: string): ImageCatalog =>
  Object.assign(Object.create(catalog) as ImageCatalog, {
    async page(...args: Parameters<ImageCatalog['page']>) {
      const rows = await catalog.page(...args);
      return rows.filter(({ userId }) => userId === owner);
    },
  });
