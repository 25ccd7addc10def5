type Note = { room: string | null; reason: string | null };
const [roomMark, reasonMark] = ['Кабинет: ', 'Причина: '] as const;

/** What FET itself has no field for, as the comment of an activity; nothing is an empty one. */
export const noteOf = ({ room, reason }: Note) =>
  [room && `${roomMark}${room}`, reason && `${reasonMark}${reason}`].filter(Boolean).join('; ');

/** Undoes `noteOf`; comments of others say nothing. */
export function readNote(text: string): Note {
  const [, room, reason] = /^(?:Кабинет: (.*?))?(?:(?:^|; )Причина: (.*))?$/su.exec(text.trim()) ?? [];
  return { room: room || null, reason: reason || null };
}
