import { DOCS_URL } from '../names';

/** The section of the operations page about an alarm. */
export const runbookUrl = (section: string): string => `${DOCS_URL}/operations.md#${section}`;

/**
 * The description that the alarm's e-mail shows: what happened, and where cause and cure are.
 * @param subject of the alarm, and its section unless it shares one
 */
export const alarmDescription = (meaning: string, subject: string, section = subject): string =>
  `${meaning} Cause and cure: npm run images -- diagnose ${subject}. Runbook: ${runbookUrl(section)}`;
