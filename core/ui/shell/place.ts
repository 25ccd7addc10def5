/** Only places inside the cabinets: an address from the URL must not lead elsewhere. */
export const safePlace = (place: unknown): string =>
  typeof place === 'string' && /^\/(?![/\\])/.test(place) && !place.startsWith('/sign-in') ? place : '/';
