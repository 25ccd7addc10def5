/** What a reader may choose about the look; the first of each is the ordinary one. The public pages know the same words. */
export const lookChoices = {
  size: ['normal', 'large', 'largest'],
  scheme: ['auto', 'black-on-white', 'white-on-black', 'blue'],
  spacing: ['normal', 'wide', 'widest'],
  font: ['sans', 'serif'],
  pictures: ['shown', 'hidden'],
  motion: ['on', 'off'],
  theme: ['auto', 'light', 'dark'],
} as const;

type Name = keyof typeof lookChoices;
export type LookChoice = { [K in Name]: (typeof lookChoices)[K][number] };

/** Where the choices are kept: a cookie for the server-rendered pages, a copy in localStorage. */
export const lookKey = 'regiso-look';

const names = Object.keys(lookChoices) as Name[];
export const ordinaryLook = Object.fromEntries(names.map((name) => [name, lookChoices[name][0]])) as LookChoice;

/** Reads `size:large.scheme:blue`; unknown words are ignored. */
export function readLook(text: string | null | undefined): LookChoice {
  const pairs = (text ?? '').split('.').map((pair) => pair.split(':'));
  const known = pairs.filter(([name, value]) => isChoice(name, value));
  return { ...ordinaryLook, ...Object.fromEntries(known) } as LookChoice;
}

const isChoice = (name: string | undefined, value: string | undefined) =>
  name !== undefined
  && Object.hasOwn(lookChoices, name)
  && (lookChoices[name as Name] as readonly string[]).includes(value ?? '');

const chosen = (look: LookChoice) => names.filter((name) => look[name] !== lookChoices[name][0]);

/** Writes only what differs from the ordinary look. */
export const writeLook = (look: LookChoice) =>
  chosen(look)
    .map((name) => `${name}:${look[name]}`)
    .join('.');

/** Classes of the root element that `tokensCss` answers to. */
export const lookClasses = (look: LookChoice) => chosen(look).map((name) => `${name}-${look[name]}`);
