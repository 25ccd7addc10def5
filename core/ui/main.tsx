import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './shell/styles';
import { App } from './shell/App';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
