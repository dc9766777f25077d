/** A text without its percent-encoding; the text itself if it is not well-formed. */
export function decodedUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
