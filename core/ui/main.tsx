import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './shell/styles';
import { App } from './shell/App';

// Not there on plain http, by which a phone of the same network opens the demonstration; keys of repetition need it.
if (!('randomUUID' in crypto)) Object.assign(crypto as object, { randomUUID: uuid });

function uuid() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
