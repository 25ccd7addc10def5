const mebibyte = 1_048_576;
export const limits = {
  /** What the web takes. */
  upload: 200 * mebibyte,
  /** What the command line takes. */
  file: 1_024 * mebibyte,
  unpacked: 1_024 * mebibyte,
  workbookUnpacked: 300 * mebibyte,
  workbookEntries: 1_000,
  rows: 1_000_000,
} as const;

export const megabytes = (bytes: number) => `${Math.round(bytes / mebibyte)} МБ`;
