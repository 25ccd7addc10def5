import { useState } from 'react';
import type { ClassLoadView, SubjectPlan } from '../../shared/year';

type Load = SubjectPlan['loads'][number] & { isTaught?: boolean };
export type Subject = Omit<SubjectPlan, 'loads'> & { loads: Load[] };

const most = 50;

/** The plan of a class while it is written, each step of which can be taken back. */
export function useLoad(start: ClassLoadView['subjects']) {
  const [{ subjects, past }, set] = useState<{ subjects: Subject[]; past: Subject[][] }>({ subjects: start, past: [] });
  const write = (next: Subject[]) => set({ subjects: next, past: [...past, subjects].slice(-most) });
  const change = (at: number, some: Partial<Subject>) =>
    write(subjects.map((one, nth) => (nth === at ? { ...one, ...some } : one)));
  return {
    subjects,
    isTouched: past.length > 0,
    undo: () => set({ subjects: past.at(-1) ?? subjects, past: past.slice(0, -1) }),
    add: (subject: string) =>
      write([...subjects, { subject, hours: 1, loads: [{ id: null, subgroup: null, teacherId: null, hours: 1 }] }]),
    remove: (at: number) => write(subjects.filter((_, nth) => nth !== at)),
    /** Whoever taught all the hours of a subject goes on doing so. */
    setHours: (at: number, hours: number) => {
      const own = subjects[at];
      if (own)
        change(at, { hours, loads: own.loads.map((load) => (load.hours === own.hours ? { ...load, hours } : load)) });
    },
    setLoad: (at: number, nth: number, some: Partial<Load>) =>
      change(at, {
        loads: (subjects[at]?.loads ?? []).map((load, which) => (which === nth ? { ...load, ...some } : load)),
      }),
    /** One more group of a subject; of one that is taught together there are two then. */
    split: (at: number) => {
      const own = subjects[at];
      if (!own) return;
      const loads = own.loads.length ? own.loads : [{ id: null, subgroup: null, teacherId: null, hours: own.hours }];
      const numbered = loads.map((load, nth) => ({ ...load, subgroup: load.subgroup ?? nth + 1 }));
      const free = [1, 2, 3, 4].find((number) => !numbered.some(({ subgroup }) => subgroup === number)) ?? 4;
      change(at, { loads: [...numbered, { id: null, subgroup: free, teacherId: null, hours: own.hours }] });
    },
    join: (at: number) => {
      const [first] = subjects[at]?.loads ?? [];
      if (first) change(at, { loads: [{ ...first, subgroup: null }] });
    },
  };
}

/** Hours of teachers in this class. */
export function hoursByTeacher(subjects: readonly Subject[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { teacherId, hours } of subjects.flatMap(({ loads }) => loads))
    if (teacherId) sums.set(teacherId, (sums.get(teacherId) ?? 0) + hours);
  return sums;
}
