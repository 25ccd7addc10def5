import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { readXml } from '@regiso/core';
import { most, unreadable, type FileRow, type ReadFile } from './file';
import { weeksOf } from './names';
import { readNote } from './notes';

type Node = { name: string; text: string; children: Node[] };

// A timetable of a school of 100 classes has some 150 000 elements, six deep. What is longer than `text` names nothing here.
const limits = { depth: 10, nodes: 400_000, text: 1_000, hours: 100 };

/** A file of FET: its data, or where its activities stand (`…_activities.xml`). Throws a sentence for anything else. */
export async function readFet(path: string): Promise<ReadFile> {
  const root = await treeOf(await readFile(path));
  const kind = root.name.toLowerCase();
  if (kind === 'fet') return { format: 'fet', rows: rowsOfData(root), isWhole: true };
  if (kind === 'activities_timetable') return { format: 'fet-activities', rows: rowsOfPlaces(root), isWhole: false };
  if (kind.endsWith('_timetable')) throw unreadable.byPeople();
  throw unreadable.foreign();
}

/** The elements of a file. Entities are never resolved: one that is not of XML itself makes the file a damaged one. */
async function treeOf(bytes: Buffer): Promise<Node> {
  const text = textOf(bytes);
  if (/<!ENTITY/i.test(text)) throw unreadable.entities();
  const top: Node = { name: '', text: '', children: [] };
  const open = [top];
  let nodes = 0;
  const listener = {
    open: ({ name }: { name: string }) => {
      if ((nodes += 1) > limits.nodes || open.length > limits.depth) throw unreadable.foreign();
      const node: Node = { name, text: '', children: [] };
      open.at(-1)?.children.push(node);
      open.push(node);
    },
    close: () => void open.pop(),
    text: (piece: string) => {
      const node = open.at(-1);
      if (node) node.text = (node.text + piece).slice(0, limits.text);
    },
  };
  await readXml(Readable.from(inPieces(Buffer.from(text))), listener).catch((error: unknown) => {
    throw error instanceof Error && error.name === 'ProblemError' ? error : unreadable.damaged();
  });
  const [root] = top.children;
  if (!root) throw unreadable.damaged();
  return root;
}

// Others are answered between the pieces.
async function* inPieces(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 65_536) {
    yield bytes.subarray(at, at + 65_536);
    await setImmediate();
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable.encoding();
  }
}

const all = (node: Node | undefined, name: string) => node?.children.filter((child) => child.name === name) ?? [];
const one = (node: Node | undefined, name: string) => node?.children.find((child) => child.name === name);
const said = (node: Node | undefined, ...names: string[]) =>
  names.map((name) => one(node, name)?.text.trim()).find((text) => text) ?? '';
const isOn = (node: Node) => said(node, 'Active') !== 'false';

/** The activities of an element; throws a sentence for more of them than a school has lessons. */
function activitiesIn(node: Node | undefined) {
  const activities = all(node, 'Activity');
  if (activities.length > most.rows) throw unreadable.many();
  return activities;
}

function rowsOfPlaces(root: Node): FileRow[] {
  return activitiesIn(root).map((activity) => {
    const id = Number(said(activity, 'Id'));
    return {
      line: Number.isSafeInteger(id) ? id : 0,
      id,
      students: '',
      subject: '',
      teachers: [],
      day: said(activity, 'Day') || null,
      hour: said(activity, 'Hour') || null,
      weeks: undefined,
      room: said(activity, 'Room') || undefined,
      reason: undefined,
    };
  });
}

type Place = { day: string; hour: string };

function rowsOfData(root: Node): FileRow[] {
  const activities = activitiesIn(one(root, 'Activities_List'));
  const hours = all(one(root, 'Hours_List'), 'Hour')
    .slice(0, limits.hours)
    .map((hour) => said(hour, 'Name'));
  const places = new Map<string, Place>();
  for (const rule of all(one(root, 'Time_Constraints_List'), 'ConstraintActivityPreferredStartingTime'))
    if (isOn(rule) && Number(said(rule, 'Weight_Percentage')) === 100)
      places.set(said(rule, 'Activity_Id'), {
        day: said(rule, 'Preferred_Day', 'Day'),
        hour: said(rule, 'Preferred_Hour', 'Hour'),
      });
  const rooms = new Map<string, string>();
  for (const rule of all(one(root, 'Space_Constraints_List'), 'ConstraintActivityPreferredRoom'))
    if (isOn(rule)) rooms.set(said(rule, 'Activity_Id'), said(rule, 'Real_Room', 'Room'));
  let left = most.rows;
  return activities.flatMap((activity, at) => {
    const id = said(activity, 'Id');
    // Counted before they are made: an activity of many classes and hours is many lessons.
    if ((left -= all(activity, 'Students').length * durationOf(activity)) < 0) throw unreadable.many();
    return lessonsOf(activity, at + 1, hours, places.get(id), rooms.get(id) || null);
  });
}

const durationOf = (activity: Node) => Math.min(Math.max(Math.trunc(Number(said(activity, 'Duration'))) || 1, 1), 12);

/** Lessons of an activity: one for each hour it lasts and each class it is given to. */
function lessonsOf(
  activity: Node,
  line: number,
  hours: readonly string[],
  place: Place | undefined,
  room: string | null,
) {
  const note = readNote(said(activity, 'Comments'));
  const from = place ? hours.indexOf(place.hour) : -1;
  const trimmed = (name: string) => all(activity, name).map(({ text }) => text.trim());
  const [students, teachers, tags] = [trimmed('Students'), trimmed('Teacher'), trimmed('Activity_Tag')];
  if (teachers.length > most.teachers) throw unreadable.together();
  const same = {
    ...{ line, subject: said(activity, 'Subject'), teachers, day: place?.day ?? null },
    ...{ weeks: weeksOf(tags.join('+')) ?? null, room: room ?? note.room, reason: note.reason },
  };
  return Array.from({ length: durationOf(activity) }, (_, nth) => nth).flatMap((nth) => {
    // An hour that is none says so itself when it is looked for.
    const hour = place ? (nth === 0 ? place.hour : (hours[from + nth] ?? '—')) : null;
    return students.map((name): FileRow => ({ ...same, students: name, hour }));
  });
}
