import type { Stage } from '../../twin-view';

/** The names of the stages, in order. */
export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  uploaded: 'Uploaded',
  queued: 'Queued',
  download: 'Downloading',
  inspect: 'Inspecting',
  render: 'Rendering previews',
  store: 'Storing previews',
  recorded: 'Recorded',
  published: 'Announced',
  mailed: 'Mailed',
};

export const STAGE_ORDER = Object.keys(STAGE_WORDS) as Stage[];
