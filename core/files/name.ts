import { fileTypes, type FileType } from './types';
import { refused } from './refused';

const longest = 150;
// Control signs, and signs that turn the direction of writing and so hide an ending.
// eslint-disable-next-line no-control-regex
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * The name to show: without folders and unseen signs, at most 150 letters, with the ending of its type. Throws when the name
 * has the ending of something else.
 */
export function shownName(given: string, type: FileType): string {
  const { endings } = fileTypes[type];
  const last = given.normalize('NFC').replace(unseen, '').split(/[\\/]/).at(-1) ?? '';
  const name = last.replace(/[<>:"|?*]/g, '_').trim();
  const dot = name.lastIndexOf('.');
  const ending = dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
  // A date at the end of a name is no ending.
  const looksLikeEnding = /^(?=.*[a-z])[a-z0-9]{1,10}$/.test(ending);
  if (looksLikeEnding && !(endings as readonly string[]).includes(ending)) throw refused('wrong-ending');
  const stem = (looksLikeEnding ? name.slice(0, dot) : name).replace(/^[.\s]+|[.\s]+$/g, '');
  return `${[...stem].slice(0, longest).join('') || 'файл'}.${looksLikeEnding ? ending : endings[0]}`;
}

/** RFC 6266: a plain name for old readers and the true one in UTF-8. */
export function contentDisposition(name: string, disposition: 'attachment' | 'inline' = 'attachment'): string {
  const plain = /^[\w .()-]+$/.test(name) ? name : `file${/\.[a-z0-9]{1,10}$/i.exec(name)?.[0] ?? ''}`;
  // encodeURIComponent leaves five signs that RFC 8187 does not allow.
  const exact = encodeURIComponent(Buffer.from(name).toString()).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
