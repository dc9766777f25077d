import { render } from 'preact';
import { App } from './app';

// The pages restore their positions themselves. The browser would do it before they are drawn.
history.scrollRestoration = 'manual';

const place = document.getElementById('app');
if (place) render(<App />, place);
