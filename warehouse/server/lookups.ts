import { installed } from '@regiso/core';
import { command, keyTypes, name, onCluster, presentCluster, select, text, viewName } from './engine-tables';
import { shapeOf, type Shape } from './shape';

/** A register kept in ClickHouse's memory: `dictGetOrNull('<fact>_lookup', '<column>', <key>)`. */
export const lookupName = (fact: string) => `${fact}_lookup`;

const allFacts = () => installed().plugins.flatMap(({ facts = [] }) => facts);
const declared = () => allFacts().filter(({ lookup }) => lookup);
export const isLookup = (fact: string) => declared().some(({ name: own }) => own === fact);
export const hasRollups = (fact: string) =>
  allFacts().some(({ name: own, rollups }) => own === fact && rollups.length > 0);

type Login = { user: string; password: string };

/** The key under its own name and every column that a dictionary can hold. */
export function createLookup(shape: Shape, database: string, login?: Login, cluster = presentCluster()): string {
  const held = shape.columns.filter(
    ({ kind, name: own }) => kind !== 'codes' && kind !== 'document' && own !== shape.key.column,
  );
  const types = held.map(({ name: own, type, nullable }) => `${name(own)} ${nullable ? `Nullable(${type})` : type}`);
  const key = name(shape.key.column);
  const columns = [key, ...held.map((column) => name(column.name))].join(', ');
  const query = `SELECT ${columns} FROM ${name(database)}.${name(viewName(shape.fact))}`;
  const as = login ? `USER ${text(login.user)} PASSWORD ${text(login.password)} ` : '';
  return `CREATE OR REPLACE DICTIONARY ${name(lookupName(shape.fact))}${onCluster(cluster)}
    (${[`${key} ${keyTypes[shape.key.type]}`, ...types].join(', ')}) PRIMARY KEY ${key}
    SOURCE(CLICKHOUSE(${as}QUERY ${text(query)})) LAYOUT(COMPLEX_KEY_HASHED()) LIFETIME(0)`;
}

/** Makes the dictionary of a fact and fills it. It has no lifetime: every move of the fact fills it anew. */
export async function makeLookup(shape: Shape) {
  const [{ database = '' } = {}] = await select<{ database: string }>('SELECT currentDatabase() AS database');
  try {
    await command(createLookup(shape, database));
    await reloadLookup(shape.fact);
  } catch (error) {
    const { username, password } = new URL(installed().services.clickhouseUrl);
    if (!username) throw error;
    // A server whose own login has a password wants to be told whom to read as.
    const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
    await command(createLookup(shape, database, login));
    await reloadLookup(shape.fact);
  }
}

export const reloadLookup = (fact: string) =>
  command(`SYSTEM RELOAD DICTIONARY${onCluster()} ${name(lookupName(fact))}`);

export const dropLookup = (fact: string) =>
  command(`DROP DICTIONARY IF EXISTS ${name(lookupName(fact))}${onCluster()}`);

/** Makes the dictionaries equal to the facts; `standing` names what stands in ClickHouse. */
export async function alignLookups(standing: ReadonlyMap<string, string>) {
  const wanted = declared();
  for (const fact of wanted) {
    if (standing.has(lookupName(fact.name)) || !standing.has(viewName(fact.name))) continue;
    await makeLookup(shapeOf(fact));
  }
  for (const { name: own, lookup } of allFacts()) if (!lookup && standing.has(lookupName(own))) await dropLookup(own);
}
