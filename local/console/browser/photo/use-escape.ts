import { useEffect } from 'preact/hooks';
import { isTyping } from '../parts/is-typing';

/** Goes to another place when Escape is pressed, unless the key belongs to a field or a dialog. */
export function useEscape(href: string): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || isTyping(event.target)) return;
      location.hash = href;
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [href]);
}
