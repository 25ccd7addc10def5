import type { Holiday, ProductionCalendar, Transfer } from './pack';

const newYear = { title: 'Новогодние каникулы', titleEn: 'New Year holidays' };

const holidays: readonly Holiday[] = [
  ...['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-08'].map((monthDay) => ({ monthDay, ...newYear })),
  { monthDay: '01-07', title: 'Рождество Христово', titleEn: 'Orthodox Christmas' },
  { monthDay: '02-23', title: 'День защитника Отечества', titleEn: 'Defender of the Fatherland Day' },
  { monthDay: '03-08', title: 'Международный женский день', titleEn: 'International Women’s Day' },
  { monthDay: '05-01', title: 'Праздник Весны и Труда', titleEn: 'Spring and Labour Day' },
  { monthDay: '05-09', title: 'День Победы', titleEn: 'Victory Day' },
  { monthDay: '06-12', title: 'День России', titleEn: 'Russia Day' },
  { monthDay: '11-04', title: 'День народного единства', titleEn: 'Unity Day' },
];

const moved = (from: string, to: string, act: string): Transfer => ({ from, to, act, verified: false });
const decree2025 = 'Постановление Правительства РФ от 04.10.2024 № 1335';
const decree2026 = 'Постановление Правительства РФ от 24.09.2025 № 1466';
const byCode = 'Трудовой кодекс РФ, ст. 112, ч. 2';

/**
 * The federal five-day calendar. Transfers of 2027 and later are left out until their decree is entered: the day off of
 * a holiday that falls on a weekend may be moved anywhere in the year, so it cannot be guessed.
 */
export const russianCalendar: ProductionCalendar = {
  holidaysAct: 'Трудовой кодекс РФ, ст. 112, ч. 1',
  holidays,
  transfers: [
    moved('2025-01-04', '2025-05-02', decree2025),
    moved('2025-01-05', '2025-12-31', decree2025),
    moved('2025-02-23', '2025-05-08', decree2025),
    moved('2025-03-08', '2025-06-13', decree2025),
    moved('2025-11-01', '2025-11-03', decree2025),
    moved('2026-01-03', '2026-01-09', decree2026),
    moved('2026-01-04', '2026-12-31', decree2026),
    moved('2026-03-08', '2026-03-09', byCode),
    moved('2026-05-09', '2026-05-11', byCode),
  ],
  completeYears: [2025, 2026],
  years: [2025, 2026, 2027],
};
