import { DOCS_URL } from '../../names';

/** The URL of a section of the operations page. */
export const runbookUrl = (section: string): string => `${DOCS_URL}/operations.md#${section}`;

/**
 * The description of an alarm, which its e-mail shows: what happened, how to find the cause, and what to do.
 * @param section the section of the runbook, if it is not the subject
 */
export const alarmDescription = (meaning: string, subject: string, section = subject): string =>
  `${meaning} To find the cause: npm run images -- diagnose ${subject}. Runbook: ${runbookUrl(section)}`;
