import { dirname, join } from 'node:path';

/** Where PostgreSQL puts finished pieces of its log, beside its files, for the backups to take from. */
export const walSpool = (folder: string) => join(dirname(folder), 'wal-spool');

// Pieces are kept only while the file `on` says that there is a backup to play them onto.
function archiveCommand(folder: string) {
  const spool = walSpool(folder).replaceAll("'", "'\\''").replaceAll('%', '%%');
  return [
    `test ! -e '${spool}/on'`,
    `cmp -s '%p' '${spool}/%f'`,
    `{ dd if='%p' of='${spool}/.%f' bs=1M conv=fsync 2>/dev/null && mv '${spool}/.%f' '${spool}/%f'; }`,
  ].join(' || ');
}

/** Switches to a new piece of the log after so many seconds: what a lost disk may cost at most, with a minute on top. */
const archiveSeconds = 180;

/** Settings by which the server hands finished pieces of its log over; there is no shell for it on Windows. */
export const archiveSettings = (folder: string): Record<string, string> =>
  process.platform === 'win32'
    ? {}
    : { archive_mode: 'on', archive_command: archiveCommand(folder), archive_timeout: String(archiveSeconds) };
