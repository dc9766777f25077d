import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { S3Error } from './errors';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
/** Elements that are lists even if there is only one. */
const REPEATED = new Set(['Object', 'Part', 'TagSet', 'Tag']);
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export type XmlValue = string | number | boolean | undefined | XmlElement | readonly XmlValue[];
export interface XmlElement {
  readonly [name: string]: XmlValue;
}

/** Control characters become numeric references, as in S3, because parsers change or reject them otherwise. */
const escapeText = (text: string): string =>
  text.replaceAll(/[&<>"\p{Cc}]/gu, (char) => ENTITIES[char] ?? `&#x${char.charCodeAt(0).toString(16)};`);

const builder = new XMLBuilder({
  ignoreAttributes: false,
  processEntities: false,
  suppressEmptyNode: true,
  tagValueProcessor: (_name, value) => escapeText(String(value)),
});

const parser = new XMLParser({
  htmlEntities: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  removeNSPrefix: true,
  trimValues: false,
  isArray: (name) => REPEATED.has(name),
});

/** An XML document with one root element. Members that are `undefined` are left out, arrays repeat. */
export function toXml(root: string, content: XmlElement, { namespace = true } = {}): string {
  const attributes = namespace ? { '@_xmlns': NAMESPACE } : {};
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: { ...attributes, ...content } })}`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The root element's content. @throws S3Error `MalformedXML` for another root or a text that is not XML */
export function fromXml(root: string, text: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = parser.parse(text, true);
  } catch {
    throw new S3Error('MalformedXML');
  }
  const content = isRecord(parsed) ? parsed[root] : undefined;
  if (content === '') return {};
  if (!isRecord(content)) throw new S3Error('MalformedXML');
  return content;
}

/** The repeated child elements of one name. @throws S3Error `MalformedXML` when one of them contains only text */
export function children(content: Record<string, unknown>, name: string): Record<string, unknown>[] {
  const found = content[name] ?? [];
  const elements = (Array.isArray(found) ? found : [found]).map((element) => (element === '' ? {} : element));
  if (!elements.every(isRecord)) throw new S3Error('MalformedXML');
  return elements;
}

/** The text of a child element, or `undefined` when there is none. */
export function textOf(content: Record<string, unknown>, name: string): string | undefined {
  const value = content[name];
  return typeof value === 'string' ? value : undefined;
}
