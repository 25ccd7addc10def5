import {
  createTheme,
  defaultVariantColorsResolver,
  Input,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';
import { typeScale } from '../../shared/look';

// Mantine wants ten shades of each colour; the tokens decide, so all ten name the token.
const shades = (token: string) => Array.from({ length: 10 }, () => `var(--${token})`) as unknown as MantineColorsTuple;
const roles = {
  brand: 'brand',
  blue: 'brand',
  green: 'success',
  yellow: 'warning',
  red: 'danger',
  gray: 'muted',
} as const;
const named = (tokens: string) => tokens.split(' ').map((token) => `var(--${token})`) as unknown as MantineColorsTuple;
const rem = (pixels: number) => `${pixels / 16}rem`;

export const theme = createTheme({
  white: 'var(--surface)',
  black: 'var(--ink)',
  colors: {
    ...Object.fromEntries(Object.entries(roles).map(([name, token]) => [name, shades(token)])),
    gray: named('hover hover line line control muted muted muted ink ink'),
    dark: named('ink ink muted muted control line surface surface ground ground'),
  },
  primaryColor: 'brand',
  defaultRadius: 'md',
  fontFamily: 'var(--font)',
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontSizes: { xs: rem(14), sm: rem(14), md: rem(typeScale.text), lg: rem(18), xl: rem(typeScale.lead) },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.5' },
  spacing: { xs: rem(8), sm: rem(12), md: rem(16), lg: rem(24), xl: rem(32) },
  headings: {
    fontFamily: 'var(--font)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: rem(typeScale.title), lineHeight: '1.2' },
      h2: { fontSize: rem(typeScale.lead), lineHeight: '1.2' },
      h3: { fontSize: rem(typeScale.text), lineHeight: '1.3' },
    },
  },
  shadows: { xs: 'none', sm: 'none', md: '0 4px 16px rgb(15 23 34 / 18%)', lg: '0 4px 16px rgb(15 23 34 / 18%)' },
  components: {
    // Below 16 px a phone zooms into the field it focuses.
    Input: Input.extend({ vars: () => ({ wrapper: { '--input-fz': '1rem' } }) }),
    // Mantine takes its white for the chosen word in the dark, which here is the dark surface.
    SegmentedControl: {
      vars: () => ({ root: { '--sc-color': 'var(--surface)', '--sc-label-color': 'var(--ink)' } }),
    },
  },
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...colors, color: 'var(--on-fill)' } : colors;
  },
});

const roleVariables = Object.fromEntries(
  Object.entries(roles).flatMap(([name, token]) => {
    const soft = token === 'muted' ? 'var(--hover)' : `var(--${token}-soft)`;
    const hover = token === 'brand' ? 'var(--brand-hover)' : `color-mix(in srgb, var(--${token}) 85%, var(--ink))`;
    const own = `--mantine-color-${name}`;
    return [
      [`${own}-text`, `var(--${token})`],
      [`${own}-filled`, `var(--${token})`],
      [`${own}-filled-hover`, hover],
      [`${own}-light`, soft],
      [`${own}-light-hover`, 'var(--hover)'],
      [`${own}-light-color`, `var(--${token})`],
      [`${own}-outline`, `var(--${token})`],
      [`${own}-outline-hover`, soft],
    ];
  }),
) as Record<string, string>;

const both = {
  ...roleVariables,
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--muted)',
  '--mantine-color-anchor': 'var(--brand)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-success': 'var(--success)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--control)',
  '--mantine-color-disabled': 'var(--hover)',
  '--mantine-color-disabled-color': 'var(--muted)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--on-fill)',
};

/** Mantine's variables point at the tokens, so a scheme that changes the tokens changes every component. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: both, dark: both });
