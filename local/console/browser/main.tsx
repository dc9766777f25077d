import { render } from 'preact';
import { App } from './app';

// The pages remember their positions themselves: the browser would restore one before they are drawn.
history.scrollRestoration = 'manual';

const place = document.getElementById('app');
if (place) render(<App />, place);
