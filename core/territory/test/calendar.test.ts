import fc from 'fast-check';
import { specialDays, today, workingCalendar } from '../calendar';
import { russianCalendar } from '../russia';

const calendar = workingCalendar(russianCalendar);
// Counting is the same in every year that is known; the properties roam over more of them than are shipped.
const long = workingCalendar({ ...russianCalendar, years: Array.from({ length: 12 }, (_, at) => 2021 + at) });
const dayMs = 86_400_000;
const daysOf = (year: number) => {
  const days: string[] = [];
  for (let time = Date.UTC(year, 0, 1); time < Date.UTC(year + 1, 0, 1); time += dayMs) {
    days.push(new Date(time).toISOString().slice(0, 10));
  }
  return days;
};
const anyDay = fc
  .integer({ min: Date.UTC(2024, 0, 1) / dayMs, max: Date.UTC(2028, 11, 31) / dayMs })
  .map((number) => new Date(number * dayMs).toISOString().slice(0, 10));
const anyCount = fc.integer({ min: -300, max: 300 });

describe('The production calendar', () => {
  it('has 247 working days in 2025 and in 2026', () => {
    expect(daysOf(2025).filter(calendar.isWorkingDay)).toHaveLength(247);
    expect(daysOf(2026).filter(calendar.isWorkingDay)).toHaveLength(247);
  });

  it.each([
    ['2025-11-01', true, 'a Saturday worked for 3 November'],
    ['2025-11-03', false, 'a Monday off'],
    ['2025-02-24', true, 'the day off of 23 February went to May'],
    ['2025-12-31', false, 'moved from January'],
    ['2026-01-09', false, 'moved from 3 January'],
    ['2026-01-12', true, 'the first working day of 2026'],
    ['2026-05-11', false, 'moved from 9 May by the code itself'],
    ['2027-11-04', false, 'a holiday of a year without transfers'],
    ['2027-11-05', true, 'no transfer is known yet'],
  ])('%s is worked: %s (%s)', (day, isWorked) => expect(calendar.isWorkingDay(day)).toBe(isWorked));

  it('says which years are complete', () => {
    expect([2025, 2026, 2027].map(calendar.isComplete)).toEqual([true, true, false]);
  });

  it('lists what differs from ordinary weeks with its act, transfers as not yet verified', () => {
    const days = specialDays(russianCalendar, 2025);
    expect(days.filter(({ isWorking }) => !isWorking)).toHaveLength(19);
    expect(days.filter(({ isWorking }) => isWorking).map(({ day }) => day)).toEqual(['2025-11-01']);
    expect(days.every(({ act }) => act.length > 0)).toBe(true);
    expect(days.find(({ day }) => day === '2025-05-02')).toMatchObject({ verified: false });
    expect(specialDays(russianCalendar, 2027)).toHaveLength(14);
  });

  it('takes a year as it is kept in the place of what is shipped', () => {
    const days = [
      { day: '2027-01-01', kind: 'free', title: '' },
      { day: '2027-02-20', kind: 'worked', title: '' },
      { day: '2027-04-30', kind: 'short', title: '' },
    ] as const;
    const kept = workingCalendar(russianCalendar, [{ year: 2027, days }]);
    expect(['2027-01-01', '2027-01-04', '2027-02-20', '2027-02-21', '2027-04-30'].map(kept.isWorkingDay)).toEqual([
      ...[false, true, true, false, true],
    ]);
    expect(kept.isComplete(2027)).toBe(true);
    expect(kept.isProvisional('2026-12-30', '2027-01-12')).toBe(false);
    expect(calendar.isProvisional('2026-12-30', '2027-01-12')).toBe(true);
    expect(kept.isWorkingDay('2026-05-11')).toBe(false);
  });

  it('refuses a year that it does not know rather than guess', () => {
    expect(() => calendar.isWorkingDay('2028-03-01')).toThrow('Производственного календаря на 2028 год нет');
    expect(() => calendar.addWorkingDays('2027-12-30', 5)).toThrow('2028');
    expect(() => calendar.workingDaysBetween('2024-12-30', '2025-01-20')).toThrow('2024');
  });

  it('refuses what is not a day, with a sentence', () => {
    expect(() => calendar.isWorkingDay('2026-02-31')).toThrow('"2026-02-31" is not a day; write it as 2026-09-01');
    expect(() => calendar.addWorkingDays('1.9.2026', 1)).toThrow('is not a day');
    expect(() => calendar.addWorkingDays('2026-09-01', 1.5)).toThrow('give a whole number');
  });
});

describe('Counting working days', () => {
  it('counts three working days over the New Year holidays', () => {
    expect(calendar.addWorkingDays('2025-12-29', 3)).toBe('2026-01-13');
    expect(calendar.addWorkingDays('2026-01-13', -3)).toBe('2025-12-29');
  });

  it('always ends on a working day', () => {
    fc.assert(fc.property(anyDay, anyCount, (day, n) => long.isWorkingDay(long.addWorkingDays(day, n))));
  });

  it('grows with the number of days and with the first day', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyCount, anyCount, (day, other, n, m) => {
        const [fewer, more] = [Math.min(n, m), Math.max(n, m)];
        const [earlier, later] = [day < other ? day : other, day < other ? other : day];
        return (
          long.addWorkingDays(day, fewer) <= long.addWorkingDays(day, more)
          && long.addWorkingDays(earlier, n) <= long.addWorkingDays(later, n)
        );
      }),
    );
  });

  it('passes exactly n working days, counted one by one', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 300 }), (day, n) => {
        const end = long.addWorkingDays(day, n);
        let counted = 0;
        for (let time = Date.parse(day) + dayMs; time <= Date.parse(end); time += dayMs) {
          if (long.isWorkingDay(new Date(time).toISOString().slice(0, 10))) counted++;
        }
        return counted === n && long.workingDaysBetween(day, end) === n;
      }),
    );
  });

  it('comes back from where it went', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 300 }), (day, n) => {
        const first = long.addWorkingDays(day, 0);
        return long.addWorkingDays(long.addWorkingDays(first, n), -n) === first;
      }),
    );
  });
});

describe('Today', () => {
  it('is counted in the time zone of the region', () => {
    const evening = new Date('2026-08-31T19:30:00Z');
    expect(today('Asia/Yekaterinburg', evening)).toBe('2026-09-01');
    expect(today('Europe/Moscow', evening)).toBe('2026-08-31');
  });
});
