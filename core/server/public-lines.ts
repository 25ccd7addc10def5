/** One line about an organisation that everybody may read: figures only, small ones hidden by whoever makes the line. */
export type PublicLine = { readonly organisationId: string; readonly text: string; readonly textEn: string };

/** What a subsystem tells the public of organisations; a subsystem that is down takes nothing away but its own lines. */
export type PublicLines = {
  readonly title: string;
  readonly titleEn: string;
  /** Changes whenever the lines would: pages in memory are made anew then. */
  readonly stamp: () => Promise<string>;
  readonly lines: (organisations: readonly string[]) => Promise<readonly PublicLine[]>;
};
