import {
  categorical,
  categoricalDark,
  dark,
  diverging,
  light,
  radius,
  sansFont,
  schemes,
  sequential,
  serifFont,
  typeScale,
  type Tokens,
} from './tokens';

/**
 * The tokens as CSS variables (`--ink`, `--brand-soft`, `--category-1`, `--text-lead` …) for the ordinary look, the dark one
 * and the choices of the panel for the visually impaired. Choices are classes of the root element: `theme-dark`,
 * `scheme-blue`, `size-large`, `spacing-wide`, `font-serif`, `pictures-hidden`, `motion-off`.
 */
export function tokensCss(): string {
  return [
    rule(':root', `color-scheme:light;${colours(light)}${palettes(categorical)}${scales()}`),
    `@media screen and (prefers-color-scheme:dark){${rule(':root:not(.theme-light)', darkLook)}}`,
    `@media screen{${rule(':root.theme-dark:root', darkLook)}}`,
    ...Object.entries(schemes).map(([name, tokens]) =>
      rule(
        `:root.scheme-${name}:root`,
        `color-scheme:${name === 'white-on-black' ? 'dark' : 'light'};${colours(tokens)}`,
      ),
    ),
    choices,
  ].join('\n');
}

const rule = (selector: string, body: string) => `${selector}{${body}}`;
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const colours = (tokens: Tokens) =>
  Object.entries(tokens)
    .map(([name, value]) => `--${kebab(name)}:${value};`)
    .join('');
const numbered = (name: string, values: readonly string[]) =>
  values.map((value, at) => `--${name}-${at + 1}:${value};`).join('');
const palettes = (categories: readonly string[]) =>
  numbered('category', categories) + numbered('sequential', sequential) + numbered('diverging', diverging);
const scales = () =>
  Object.entries(typeScale)
    .map(([name, pixels]) => `--text-${name}:${pixels / 16}rem;`)
    .join('') + `--radius:${radius}px;--font:${sansFont};--letters:normal;--words:normal;--lines:1.5;`;

const darkLook = `color-scheme:dark;${colours(dark)}${numbered('category', categoricalDark)}`;

// Sizes are of the root element, so everything written in rem grows and layouts reflow as under zoom.
const choices = `
:root.size-large{font-size:125%}
:root.size-largest{font-size:150%}
:root.spacing-wide{--letters:.06em;--words:.12em;--lines:1.8}
:root.spacing-widest{--letters:.12em;--words:.16em;--lines:2.1}
:root.font-serif{--font:${serifFont}}
:root:is(.spacing-wide,.spacing-widest) body *{letter-spacing:var(--letters);word-spacing:var(--words);line-height:var(--lines)}
:root[class*='scheme-'] a{text-decoration:underline}
:root.pictures-hidden :is(img,picture,video){visibility:hidden}
:root.pictures-hidden *{background-image:none!important}
:root.motion-off *,:root.motion-off ::before,:root.motion-off ::after{animation:none!important;transition:none!important;scroll-behavior:auto!important}
@media (prefers-reduced-motion:reduce){*,::before,::after{animation-duration:.01ms!important;animation-iteration-count:1!important;transition-duration:.01ms!important;scroll-behavior:auto!important}}`.trim();
