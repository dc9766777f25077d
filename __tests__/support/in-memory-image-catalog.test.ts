import { describeImageCatalog } from './image-catalog-contract';
import { InMemoryImageCatalog } from './in-memory-image-catalog';

describe('the catalog in memory', () => {
  const catalog = new InMemoryImageCatalog();
  describeImageCatalog(() => catalog);
});
