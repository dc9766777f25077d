import { DOCS_URL } from '../../names';

/** The section of the operations page about an alarm. */
export const runbookUrl = (section: string): string => `${DOCS_URL}/operations.md#${section}`;

/**
 * The description that the alarm's e-mail shows: what happened, how to find its cause, and what to do.
 * @param subject of the alarm, and its section unless it shares one
 */
export const alarmDescription = (meaning: string, subject: string, section = subject): string =>
  `${meaning} To find the cause: npm run images -- diagnose ${subject}. Runbook: ${runbookUrl(section)}`;
