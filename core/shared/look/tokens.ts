/** One look: the public pages, the cabinets and the charts all read these values. */
export const light = {
  ground: '#F4F6F9',
  surface: '#FFFFFF',
  hover: '#EEF2F7',
  ink: '#1B2430',
  muted: '#566172',
  brand: '#1F5FA8',
  brandHover: '#174A85',
  brandSoft: '#E8F0FA',
  onFill: '#FFFFFF',
  success: '#1E7B4C',
  successSoft: '#E6F4EC',
  warning: '#8A5A00',
  warningSoft: '#FDF3DC',
  danger: '#B3261E',
  dangerSoft: '#FCEBEA',
  line: '#DDE3EA',
  /** Edges of inputs and buttons, 3 : 1 on the surface. */
  control: '#7C8899',
  focus: '#1F5FA8',
} as const;

export type Tokens = Readonly<Record<keyof typeof light, string>>;

export const dark: Tokens = {
  ground: '#0F1722',
  surface: '#182231',
  hover: '#213044',
  ink: '#E8EDF4',
  muted: '#A9B6C6',
  brand: '#7FB4EE',
  brandHover: '#A5CBF4',
  brandSoft: '#1D3350',
  onFill: '#0F1722',
  success: '#6FCF97',
  successSoft: '#173329',
  warning: '#F2C14E',
  warningSoft: '#362D18',
  danger: '#FF8A80',
  dangerSoft: '#3B2226',
  line: '#2B384A',
  control: '#71829A',
  focus: '#A5CBF4',
};

/** Two colours and nothing else: what the visually impaired ask for. */
const pair = (ground: string, ink: string, hover: string): Tokens => ({
  ground,
  surface: ground,
  hover,
  ink,
  muted: ink,
  brand: ink,
  brandHover: ink,
  brandSoft: hover,
  onFill: ground,
  success: ink,
  successSoft: ground,
  warning: ink,
  warningSoft: ground,
  danger: ink,
  dangerSoft: ground,
  line: ink,
  control: ink,
  focus: ink,
});

/** Colour schemes of the panel for the visually impaired. */
export const schemes = {
  'black-on-white': pair('#FFFFFF', '#000000', '#E6E6E6'),
  'white-on-black': pair('#000000', '#FFFFFF', '#333333'),
  blue: pair('#9DD1FF', '#063462', '#82BFF2'),
} as const satisfies Record<string, Tokens>;

/** Categories, told apart by the colour-blind when markers or labels go along. */
export const categorical = ['#4477AA', '#CC6677', '#228833', '#997700', '#AA3377', '#117799', '#666666'] as const;

/** The same categories, lighter, for the dark ground. */
export const categoricalDark = ['#77AADD', '#EE99AA', '#66BB77', '#D4B13F', '#DD77AA', '#55BBCC', '#AAAAAA'] as const;

/** From little to much, for maps. */
export const sequential = ['#EAF2FB', '#C6DDF3', '#94BEE5', '#5E9AD2', '#3176B8', '#1F5FA8', '#123E73'] as const;

/** Below and above a target, purple to green; never red to green. */
export const diverging = ['#762A83', '#AF8DC3', '#E7D4E8', '#F7F7F7', '#D9F0D3', '#7FBF7B', '#1B7837'] as const;

/** Steps of the type scale in pixels at the ordinary text size. */
export const typeScale = { small: 14, text: 16, lead: 20, title: 28, display: 40 } as const;

export const radius = 8;
export const sansFont = "'Golos Text Variable', 'Golos Text', system-ui, 'Segoe UI', Roboto, Arial, sans-serif";
export const serifFont = "'PT Serif', 'Noto Serif', Georgia, 'Times New Roman', serif";
