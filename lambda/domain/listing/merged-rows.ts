import type { ImageRecord } from '../image-record';
import type { ImageCatalog, ImageFilter, ImagePage } from '../ports';
import { filteredField, type Position } from './image-cursor';

/** Rows in one query: about half of the 1 MB that a query can read (DynamoDB API, Query). */
const ROWS_IN_A_QUERY = 200;

type Catalog = Pick<ImageCatalog, 'list'>;

/** How far one listing has been read: its start, the last row that was taken, or its end. */
export type Place = 'start' | 'end' | Position;

/** The rows of one listing, newest first, one by one. */
class ListedRows {
  rowsRead = 0;
  private readonly rows: ImageRecord[] = [];
  private next: ImagePage['next'];

  constructor(
    private readonly filter: ImageFilter,
    private readonly catalog: Catalog,
    public place: Place,
  ) {
    if (typeof place === 'object') this.next = { ...place, ...filteredField(filter) };
  }

  /** The row that `take` will remove; undefined after the last. */
  async first(): Promise<ImageRecord | undefined> {
    while (this.rows.length === 0 && this.place !== 'end') await this.read();
    return this.rows[0];
  }

  take(): void {
    const row = this.rows.shift();
    if (row) this.place = { imageId: row.imageId, timestamp: row.timestamp };
    if (this.rows.length === 0 && !this.next) this.place = 'end';
  }

  private async read(): Promise<void> {
    const { records, next } = await this.catalog.list(this.filter, ROWS_IN_A_QUERY, this.next);
    this.rowsRead += records.length;
    this.rows.push(...records);
    this.next = next;
    if (records.length === 0 && !next) this.place = 'end';
  }
}

/** Merges the rows of several listings, newest first. The listings must have no row in common. */
export class MergedRows {
  private readonly listings: readonly ListedRows[];

  constructor(filters: readonly ImageFilter[], catalog: Catalog, places: readonly Place[] = []) {
    this.listings = filters.map((filter, index) => new ListedRows(filter, catalog, places[index] ?? 'start'));
  }

  /** The number of rows read from the table, including those not taken yet. */
  get rowsRead(): number {
    return this.listings.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
  }

  /** How far each listing has been read. */
  get places(): Place[] {
    return this.listings.map(({ place }) => place);
  }

  /** The next row; undefined after the last. */
  async take(): Promise<ImageRecord | undefined> {
    const firsts = await Promise.all(this.listings.map((listing) => listing.first()));
    const newest = firsts.reduce(
      (best, row, index) => ((row?.timestamp ?? -1) > (firsts[best]?.timestamp ?? -1) ? index : best),
      0,
    );
    this.listings[newest]?.take();
    return firsts[newest];
  }
}
