import { raw } from './html';

// Drawn after the outlines of Tabler icons (MIT), 24 × 24.
const outlines = {
  mark: '<path d="M3 9l9-5 9 5-9 5z"/><path d="M7 11.5V16c0 1.5 2.5 3 5 3s5-1.500 5-3v-4.500"/><path d="M21 9v6"/>',
  eye: '<path d="M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z"/><circle cx="12" cy="12" r="3"/>',
  search: '<circle cx="10" cy="10" r="6.500"/><path d="M20.500 20.500l-5.800-5.800"/>',
  map: '<path d="M3 7l6-3 6 3 6-3v13l-6 3-6-3-6 3z"/><path d="M9 4v13M15 7v13"/>',
  chart: '<path d="M4 20h16"/><path d="M6 16v-5M11 16V5M16 16V9"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M5 20.500c.5-4 3-6 7-6s6.500 2 7 6"/>',
  wheelchair:
    '<circle cx="10" cy="4.500" r="1.500"/><path d="M10 7v7h5l3 5.500"/><path d="M10 10h5"/><path d="M8 11.500a5 5 0 1 0 6.500 6.500"/>',
  pin: '<circle cx="12" cy="10" r="3"/><path d="M12 21.500s-7-6.500-7-11.500a7 7 0 0 1 14 0c0 5-7 11.500-7 11.500z"/>',
} as const;

/** A picture beside a word that says the same, so it is hidden from screen readers. */
export const icon = (name: keyof typeof outlines) =>
  raw(
    `<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">${outlines[name]}</svg>`,
  );

export const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#1F5FA8"/>'
  + `<g fill="none" stroke="#fff" stroke-width="1.800" stroke-linecap="round" stroke-linejoin="round" transform="translate(2.400 2.400) scale(.8)">${outlines.mark}</g></svg>`;
