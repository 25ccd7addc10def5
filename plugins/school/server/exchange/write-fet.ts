import { activitiesOf, type Activity, type Input } from './activities';
import { noteOf } from './notes';
import { dayNames, namesOf, weekNames, type Names } from './names';

// The form of FET 6.8: newer programs read it and write their own.
const version = '6.8.5';

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
// XML 1.0 has no control signs but tab and line ends.
const escaped = (text: string) =>
  text.replace(/(?![\t\n\r\u007f-\u009f])\p{Cc}|[\uFFFE\uFFFF]/gu, '').replace(/[&<>"']/g, (sign) => signs[sign] ?? '');

type Content = string | number | boolean | readonly string[];
const tag = (name: string, content: Content) =>
  typeof content === 'object'
    ? `<${name}>\n${content.join('\n')}\n</${name}>`
    : `<${name}>${escaped(String(content))}</${name}>`;
const named = (kind: string, name: string, ...more: readonly string[]) =>
  tag(kind, [tag('Name', name), ...more, tag('Comments', '')]);
const rule = (kind: string, weight: number, ...more: readonly string[]) =>
  tag(kind, [tag('Weight_Percentage', weight), ...more, tag('Active', true), tag('Comments', '')]);

/**
 * The input of a draft as a file that FET opens: what is taught to whom and by whom, when classes learn, and where the lessons
 * that stand do; with `free` FET may place these anew.
 */
export function writeFet(input: Input, placed: 'locked' | 'free'): string {
  const names = namesOf(input);
  const activities = activitiesOf(input);
  const weekDays = Math.max(1, ...input.loads.map((load) => load.weekDays), ...input.slots.map((slot) => slot.weekday));
  const days = dayNames.slice(0, weekDays);
  const hours = names.hours.map(({ shift, number }) => names.hour(shift, number));
  const lists = [
    tag('Mode', 'Official'),
    tag('Institution_Name', input.organisation),
    tag('Comments', `${input.firstYear}/${input.firstYear + 1}`),
    tag('Days_List', [tag('Number_of_Days', days.length), ...days.map((name) => tag('Day', [tag('Name', name)]))]),
    tag('Hours_List', [tag('Number_of_Hours', hours.length), ...hours.map((name) => tag('Hour', [tag('Name', name)]))]),
    tag(
      'Subjects_List',
      unique(input.loads.map(names.subject)).map((name) => named('Subject', name)),
    ),
    tag(
      'Activity_Tags_List',
      [weekNames.odd, weekNames.even].map((name) => named('Activity_Tag', name, tag('Printable', true))),
    ),
    tag('Teachers_List', teachersOf(input, names)),
    tag('Students_List', studentsIn(input, names)),
    tag(
      'Activities_List',
      activities.map((one) => activityOf(one, activities, names, input)),
    ),
    tag('Buildings_List', []),
    tag('Rooms_List', roomsOf(input)),
    tag('Time_Constraints_List', timesOf(input, activities, names, days, placed)),
    tag('Space_Constraints_List', spacesOf(activities, input)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n\n<fet version="${version}">\n\n${lists.join('\n\n')}\n\n</fet>\n`;
}

const unique = (values: readonly string[]) => [...new Set(values)];

const teachersOf = ({ loads }: Input, names: Names) =>
  unique(loads.flatMap((load) => names.teacher(load) ?? [])).map((name) =>
    named('Teacher', name, tag('Target_Number_of_Hours', 0), tag('Qualified_Subjects', [])),
  );

const nobody = tag('Number_of_Students', 0);

function studentsIn({ loads }: Input, names: Names): string[] {
  return unique(loads.map(({ grade }) => String(grade))).map((grade) => {
    const classes = unique(loads.filter((load) => String(load.grade) === grade).map((load) => load.class));
    const groups = classes.map((name) => {
      const parts = unique(loads.filter((load) => load.class === name && load.subgroup).map(names.students));
      return tag('Group', [
        tag('Name', name),
        nobody,
        tag('Comments', ''),
        ...parts.map((part) => named('Subgroup', part, nobody)),
      ]);
    });
    return tag('Year', [tag('Name', `${grade} классы`), nobody, tag('Comments', ''), ...groups]);
  });
}

const roomsOf = ({ slots }: Input) =>
  unique(slots.flatMap(({ room }) => room ?? [])).map((name) =>
    named('Room', name, tag('Building', ''), tag('Capacity', 30_000), tag('Virtual', false)),
  );

function activityOf(
  { id, load, weeks, slot, isActive }: Activity,
  all: readonly Activity[],
  names: Names,
  input: Input,
) {
  const together = all.filter((one) => one.load === load && one.isActive && one.weeks === 'every');
  const isOfMany = together.length > 1 && isActive && weeks === 'every';
  const isShown = isWithTeacher(load, input);
  const teacher = isShown ? names.teacher(load) : null;
  return tag('Activity', [
    ...(teacher ? [tag('Teacher', teacher)] : []),
    tag('Subject', names.subject(load)),
    ...(weeks === 'every' ? [] : [tag('Activity_Tag', weekNames[weeks])]),
    tag('Students', names.students(load)),
    tag('Duration', 1),
    tag('Total_Duration', isOfMany ? together.length : 1),
    tag('Id', id),
    tag('Activity_Group_Id', isOfMany ? (together[0]?.id ?? 0) : 0),
    tag('Active', isActive),
    tag('Comments', noteOf({ room: isShown ? null : (slot?.room ?? null), reason: slot?.reason ?? null })),
  ]);
}

// Classes of one set sit together: FET sees their teacher and room with one of them, or it would part them.
const isWithTeacher = ({ classId, setNumber, teacherId }: Input['loads'][number], { loads }: Input) =>
  setNumber === null
  || loads.find((other) => other.setNumber === setNumber && other.teacherId === teacherId)?.classId === classId;

type Days = readonly string[];

function timesOf(input: Input, activities: readonly Activity[], names: Names, days: Days, placed: 'locked' | 'free') {
  return [
    rule('ConstraintBasicCompulsoryTime', 100),
    ...closedTimes(input, names, days),
    ...spreadOver(activities, days),
    ...activities.flatMap(({ id, load, slot, isActive }) =>
      slot && (placed === 'locked' || !isActive)
        ? [
            rule(
              'ConstraintActivityPreferredStartingTime',
              100,
              tag('Activity_Id', id),
              tag('Preferred_Day', days[slot.weekday - 1] ?? ''),
              tag('Preferred_Hour', names.hour(load.shift, slot.number)),
              tag('Permanently_Locked', true),
            ),
          ]
        : [],
    ),
  ];
}

/** Hours of the other shift, and days on which a class does not learn. */
function closedTimes({ loads, bells }: Input, names: Names, days: Days): string[] {
  const classes = new Map(loads.map((load) => [load.class, load]));
  return [...classes.values()].flatMap((load) => {
    const closed = days.flatMap((day, at) =>
      names.hours
        .filter(
          ({ shift, number }) =>
            at >= load.weekDays
            || shift !== load.shift
            || !bells.some((bell) => bell.shift === shift && bell.number === number),
        )
        .map(({ shift, number }) =>
          tag('Not_Available_Time', [tag('Day', day), tag('Hour', names.hour(shift, number))]),
        ),
    );
    if (!closed.length) return [];
    const what = [tag('Students', load.class), tag('Number_of_Not_Available_Times', closed.length), ...closed];
    return [rule('ConstraintStudentsSetNotAvailableTimes', 100, ...what)];
  });
}

/** Lessons of a journal go to different days, as FET itself advises with this weight; where they do not fit they stand together. */
function spreadOver(activities: readonly Activity[], days: Days): string[] {
  const byLoad = new Map<string, number[]>();
  for (const { id, load, weeks, isActive } of activities)
    if (isActive && weeks === 'every') byLoad.set(load.id, [...(byLoad.get(load.id) ?? []), id]);
  return [...byLoad.values()]
    .filter((ids) => ids.length > 1 && ids.length <= days.length)
    .map((ids) =>
      rule(
        'ConstraintMinDaysBetweenActivities',
        95,
        tag('Consecutive_If_Same_Day', true),
        tag('Number_of_Activities', ids.length),
        ...ids.map((id) => tag('Activity_Id', id)),
        tag('MinDays', 1),
      ),
    );
}

const spacesOf = (activities: readonly Activity[], input: Input) => [
  rule('ConstraintBasicCompulsorySpace', 100),
  ...activities.flatMap(({ id, load, slot }) =>
    slot?.room && isWithTeacher(load, input)
      ? [
          rule(
            'ConstraintActivityPreferredRoom',
            100,
            tag('Activity_Id', id),
            tag('Room', slot.room),
            tag('Permanently_Locked', true),
          ),
        ]
      : [],
  ),
];
