import { indexesOf, open, placeOf, seal } from '../people/sealed';
import type { Importer } from '../server/importer';

type Kind = Partial<Pick<Importer, 'kind' | 'about'>>;
type Values = Record<string, unknown>;

export const isAboutPeople = ({ about }: Pick<Importer, 'about'>) => about === 'people';

/** What stands for the identity of a row: itself, or of people blind indexes of it, by the present key first. */
export const keysOf = (importer: Kind, identity: string): string[] =>
  isAboutPeople(importer)
    ? indexesOf('import-row', `${importer.kind}\0${identity}`).map((key) => key.toString('hex'))
    : [identity];

/** A row that waits, by what makes it one: kind, participant, key, occurrence. */
export type WaitingRow = { kind: string; participant_id: string | null; key: string; occurrence: number };

const waitingPlace = ({ kind, participant_id: participant, key, occurrence }: WaitingRow) =>
  placeOf('core.staged_rows', 'sealed', [kind, participant, key, occurrence].join('/'));

export const sealRow = (row: WaitingRow, values: unknown) => seal(JSON.stringify(values), waitingPlace(row));

/** The values of a waiting row, opened where they are sealed. */
export const valuesOf = (row: WaitingRow & { values: Values; sealed: Buffer | null }): Values =>
  row.sealed ? (JSON.parse(open(row.sealed, waitingPlace(row))) as Values) : row.values;

const problemPlace = (runId: string, line: number) => placeOf('core.import_problems', 'sealed', `${runId}/${line}`);

export const sealCells = (runId: string, line: number, cells: readonly string[]) =>
  seal(JSON.stringify(cells), problemPlace(runId, line));

type Kept = { line: number; cells: string[]; sealed: Buffer | null };

/** The cells of a row with a problem as they came. */
export const cellsOf = (runId: string, { line, cells, sealed }: Kept): string[] =>
  sealed ? (JSON.parse(open(sealed, problemPlace(runId, line))) as string[]) : cells;
