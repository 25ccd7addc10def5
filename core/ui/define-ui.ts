import type { ComponentType, FunctionComponent } from 'react';
import type { TextKey, Texts } from './texts/define-texts';

/** Groups of the menu, in the order they are shown. */
export const menuGroups = ['work', 'analysis', 'registers', 'data', 'administration'] as const;
export type MenuGroup = (typeof menuGroups)[number];

export type Icon = ComponentType<{ size?: number | string; stroke?: number | string }>;
type Lazy = () => Promise<{ default: FunctionComponent }>;

type Entry<K extends string> = {
  readonly group: MenuGroup;
  readonly order: number;
  readonly icon: Icon;
  readonly hint?: K;
  /** What families use: offered to guardians and to whoever holds no role, not to staff without children here. */
  readonly forFamilies?: true;
};

type UiPage<P extends string, K extends string> = {
  /** Below `/app/<plugin>`; `$name` stands for a parameter: `/organisations/$id`. */
  readonly path: `/${string}`;
  readonly title: K;
  /** Who sees it; everyone signed in when absent. The server checks again. */
  readonly permission?: P;
  readonly menu?: Entry<K>;
  /** Opens without a network too: what it reads by useKeptApi is kept on the device. */
  readonly withoutNet?: true;
  readonly page: Lazy;
};

type PublicPage<K extends string> = Omit<UiPage<never, K>, 'permission' | 'menu' | 'withoutNet'>;

/** A card of the home page. */
type Widget<P extends string, K extends string> = {
  readonly id: string;
  readonly title: K;
  readonly permission?: P;
  readonly order?: number;
  readonly widget: Lazy;
};

/** A button of the header, on every page of whoever is signed in. */
type HeaderTool = { readonly id: string; readonly order: number; readonly tool: Lazy };

type UiDefinition<P extends string, K extends string> = {
  /** The plugin's id: its address below `/app/` and the namespace of its texts. */
  readonly id: string;
  /** The plugin's own permissions, from its `shared/`. */
  readonly permissions?: Readonly<Record<P, string>>;
  readonly texts: Texts<K>;
  readonly pages?: readonly UiPage<NoInfer<P>, TextKey<NoInfer<K>>>[];
  /** Pages of the cabinets that need no sign-in. */
  readonly publicPages?: readonly PublicPage<TextKey<NoInfer<K>>>[];
  readonly widgets?: readonly Widget<NoInfer<P>, TextKey<NoInfer<K>>>[];
  readonly headerTools?: readonly HeaderTool[];
};

export type Ui = {
  readonly id: string;
  readonly texts: Texts<string>;
  readonly pages?: readonly UiPage<string, string>[];
  readonly publicPages?: readonly PublicPage<string>[];
  readonly widgets?: readonly Widget<string, string>[];
  readonly headerTools?: readonly HeaderTool[];
};

/** Declares the interface half of a subsystem. Plain data; pages are loaded when they are opened. */
export function defineUi<const P extends string = never, const K extends string = never>(ui: UiDefinition<P, K>): Ui {
  return ui as unknown as Ui;
}
