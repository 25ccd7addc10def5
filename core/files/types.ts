/** What the product can store, judged by content. `endings` are the endings a name of this type may have, the first is its own. */
export const fileTypes = {
  pdf: { mime: 'application/pdf', endings: ['pdf'] },
  jpeg: { mime: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  png: { mime: 'image/png', endings: ['png'] },
  docx: { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  xlsx: { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  odt: { mime: 'application/vnd.oasis.opendocument.text', endings: ['odt'] },
  ods: { mime: 'application/vnd.oasis.opendocument.spreadsheet', endings: ['ods'] },
  // Made here, never taken in: its content cannot be told from any other text.
  csv: { mime: 'text/csv', endings: ['csv'] },
} as const satisfies Record<string, { mime: string; endings: readonly string[] }>;

export type FileType = keyof typeof fileTypes;

/** What one use of files takes in. */
export type FileRules = {
  readonly types: readonly FileType[];
  readonly maxBytes: number;
  /** It names a person: its downloads are recorded. */
  readonly isPersonal: boolean;
};

/** The record a file belongs to; nobody gets the file under another one. */
export type FileOwner = { readonly plugin: string; readonly type: string; readonly id: string };

/** Whose room the file takes and whose data it holds. */
export type FilePlace = { readonly participantId?: string; readonly personId?: string };

/** A file as hapi has written it into the folder of uploads. */
export type SentFile = { readonly path: string; readonly filename: string };

/** A file that the system itself has written into the folder of uploads. */
export type MadeFile = {
  readonly path: string;
  readonly name: string;
  readonly type: FileType;
  /** It names a person: its downloads are recorded. */
  readonly isPersonal?: boolean;
};

export type FileState = 'unchecked' | 'clean' | 'infected';

export type StoredFile = {
  id: string;
  name: string;
  type: FileType;
  bytes: number;
  sha256: string;
  state: FileState;
  /** False while a scanner has not looked at it yet, and for good when it found something. */
  isGivenOut: boolean;
  storedAt: Date;
};
