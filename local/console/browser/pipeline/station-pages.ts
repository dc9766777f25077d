import type { ComponentId } from '../../pipeline-diagram';
import type { Place } from '../routing/route';

interface StationPage {
  readonly place: Place;
  readonly text: string;
}

/** The page of the console that shows the content of a station. */
export const STATION_PAGES: Readonly<Partial<Record<ComponentId, StationPage>>> = {
  'source-bucket': { place: 'photos', text: 'See the photos' },
  'processed-bucket': { place: 'photos', text: 'See the photos' },
  'image-metadata-table': { place: 'photos', text: 'See the photos' },
  'dead-letter-queue': { place: 'failures', text: 'See the dead letters and their reasons' },
  'notifications-topic': { place: 'outbox', text: 'See the mails' },
  email: { place: 'outbox', text: 'See the mails' },
  'image-processor': { place: 'monitoring', text: 'See the latest calls' },
  'image-api': { place: 'monitoring', text: 'See the latest calls' },
  'sign-in': { place: 'monitoring', text: 'See the latest calls' },
  brake: { place: 'monitoring', text: 'See the latest calls' },
  alarms: { place: 'monitoring', text: 'See the alarms' },
};
