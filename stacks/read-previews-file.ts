import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { type PreviewsFile, previewsFile } from '../lambda/runtime/previews-file';
import { duplicateKeys } from './duplicate-keys';

/** A previews file, or all problems in it. */
export type ReadPreviewsFile =
  | { readonly previews: PreviewsFile; readonly problems: readonly [] }
  | { readonly previews?: undefined; readonly problems: readonly string[] };

/**
 * Reads the file that `PREVIEWS_FILE` names. Each problem contains the file, the field and what is allowed.
 * @param directory the base of a relative path
 */
export function readPreviewsFile(path: string, directory: string): ReadPreviewsFile {
  const problem = (text: string) => `PREVIEWS_FILE ${path}: ${text}`;
  let text: string;
  try {
    text = readFileSync(resolve(directory, path), 'utf8');
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error);
    return { problems: [problem(`${reason}. Give its path from the folder of cdktf.json.`)] };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problems: [problem(`it is not JSON: ${error instanceof Error ? error.message : error}.`)] };
  }
  const duplicates = duplicateKeys(text).map(
    (key) => `${key} is defined twice. Remove one, or give it another name.`,
  );
  const parsed = previewsFile.safeParse(json, { reportInput: true });
  if (parsed.success && duplicates.length === 0) {
    const { $schema: _, ...previews } = parsed.data;
    return { previews, problems: [] };
  }
  const issues = (parsed.error?.issues ?? []).map((issue) => sentence(issue));
  return { problems: [...duplicates, ...issues].map(problem) };
}

function sentence(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') {
    const where = issue.path.length === 0 ? 'the file' : field;
    const allowed = issue.path.length === 0 ? FILE_FIELDS : PRESET_FIELDS;
    return `${issue.keys.map((key) => JSON.stringify(key)).join(', ')} in ${where} is not a field. The fields are ${allowed.join(', ')}.`;
  }
  if (issue.code === 'invalid_key') {
    return `${JSON.stringify(issue.path.at(-1))} in ${issue.path.slice(0, -1).join('.')} ${issue.issues[0]?.message ?? issue.message}.`;
  }
  if (issue.input === undefined) return `${field} is missing. Add it.`;
  const rule = issue.message.startsWith('Invalid input: expected')
    ? issue.message.replace('Invalid input: expected', 'must be')
    : issue.message;
  const separator = rule.startsWith('must') ? ', but ' : ', which ';
  return `${field} is ${shortened(issue.input)}${separator}${rule}.`;
}

const FILE_FIELDS = ['$schema', 'presets', 'folders'];
const PRESET_FIELDS = ['width', 'height', 'fit', 'position', 'background', 'quality', 'formats'];
const MAX_QUOTED_CHARACTERS = 60;

function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}…` : text;
}
