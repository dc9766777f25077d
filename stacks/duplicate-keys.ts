/** A string, or a structural character of JSON. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/**
 * Finds duplicate keys in valid JSON, as paths such as `presets.thumb`. `JSON.parse` silently keeps only the last one.
 */
export function duplicateKeys(json: string): string[] {
  const found: string[] = [];
  // For each open object or list: its keys so far, and the key whose value is being read.
  const open: { keys: Set<string>; key: string; isObject: boolean }[] = [];
  const tokens = [...json.matchAll(TOKEN)].map(([token]) => token);
  for (const [index, token] of tokens.entries()) {
    const inside = open.at(-1);
    if (token === '{' || token === '[') open.push({ keys: new Set(), key: '', isObject: token === '{' });
    else if (token === '}' || token === ']') open.pop();
    else if (inside?.isObject && tokens[index + 1] === ':' && token !== ':') {
      const key: string = JSON.parse(token);
      inside.key = key;
      if (inside.keys.has(key)) found.push(open.map((each) => each.key).join('.'));
      inside.keys.add(key);
    }
  }
  return found;
}
