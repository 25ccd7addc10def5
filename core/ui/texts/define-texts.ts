/** Keys that English has as well: it knows only `_one` and `_other`. */
type InEnglish<K extends string> = K extends `${string}_few` | `${string}_many` ? never : K;

/** A catalogue in both languages. Plurals are `key_one`, `key_few`, `key_many`, `key_other`; a missing English text does not compile. */
export type Texts<K extends string> = {
  readonly ru: Readonly<Record<K, string>>;
  readonly en: Readonly<Record<InEnglish<NoInfer<K>>, string>>;
};

/** The key as it is asked for: `organisations` for `organisations_one`, `organisations_few` … */
export type TextKey<K extends string> = K extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}`
  ? Base
  : K;

export type PluginTexts<K extends string> = Texts<K> & { readonly id: string };

/** Texts of a page or a plugin, loaded with the module that defines them; ask for them by `useTexts(texts)`. */
export const defineTexts = <const K extends string>(id: string, texts: Texts<K>): PluginTexts<K> => ({ id, ...texts });
