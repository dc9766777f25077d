import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ApiClient } from '../api/api-client';
import type { ConsoleState } from './console-state';
import type { LocalUpload } from './uploads';
import type { Retry } from './use-retries';

export interface ConsoleContextValue {
  readonly state: ConsoleState;
  readonly api: ApiClient;
  /** Files of this browser that the twin does not know of yet, or that were refused. */
  readonly uploads: readonly LocalUpload[];
  readonly upload: (files: readonly File[]) => void;
  /** Owner of the photos to upload; none when empty. */
  readonly userId: string;
  readonly setUserId: (userId: string) => void;
  /** Takes files that were refused from the list. */
  readonly dismissUploads: (ids: readonly number[]) => void;
  /** Takes uploads that have ended from the list, by image id. */
  readonly closeUploads: (imageIds: readonly string[]) => void;
  /** Retries, by key. */
  readonly retries: ReadonlyMap<string, Retry>;
  readonly retry: (key: string) => Promise<void>;
  /** Announces a text to screen readers. */
  readonly announce: (text: string) => void;
}

export const ConsoleContext = createContext<ConsoleContextValue | undefined>(undefined);

/** State and actions that every part of the page may use. */
export function useConsole(): ConsoleContextValue {
  const value = useContext(ConsoleContext);
  if (!value) throw new Error('A part of the console was drawn outside of it.');
  return value;
}
