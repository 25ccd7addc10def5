import type { z, ZodType } from 'zod';

/** A piece of a page, as pdfmake reads it; texts in it are only texts. */
export type DocumentPiece = string | { readonly [name: string]: unknown } | readonly DocumentPiece[];

/** A numbered printable document. Numbers run without gaps within a template and a year. */
export type DocumentTemplate<S extends ZodType = ZodType> = {
  /** `agreements.card`: begins with the plugin's id. */
  readonly id: string;
  /** What it is, as the page that checks it says; names no person. */
  readonly title: string;
  readonly titleEn: string;
  /** Stands before year and number: `КС` gives «КС-2026-000001». */
  readonly prefix: string;
  readonly data: S;
  /** What stands between the heading and the foot with the code. */
  render(data: z.output<S>): readonly DocumentPiece[];
};

/** Declares a numbered document; list it under `documents`, make one with `issueDocument`. */
export const documentTemplate = <S extends ZodType>(definition: DocumentTemplate<S>): DocumentTemplate<S> => definition;
