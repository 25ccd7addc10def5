import { indicator } from '@regiso/core';
import { applications, directions, groups } from './facts';

const place = ['region', 'municipality', 'organisation'] as const;
const act = 'Мониторинг системы образования (постановление Правительства РФ от 05.08.2013 № 662)';

const waiting = (id: string, band: string, title: string, titleEn: string) =>
  indicator({
    id: `kindergarten.${id}`,
    ...{ title, titleEn, unit: 'count', better: 'lower' },
    numerator: {
      count: 'rows',
      of: applications,
      reads: 'дети на учёте без места, желаемая дата которых наступила',
      where: { waits: { in: ['now'] }, band: { in: [band] } },
    },
    method: 'Возраст — число полных лет на 1 сентября учебного года, в котором нужно место',
    act,
    by: [...place, 'orientation'],
  });

/** D01 of the catalogue: who waits for a place now. */
export const waiting3to7 = waiting('waiting-3-7', '3-7', 'Актуальная очередь, 3–7 лет', 'Waiting now, ages 3–7');
export const waiting1to2 = waiting('waiting-1-2', '1-2', 'Актуальная очередь, 1–2 года', 'Waiting now, ages 1–2');

export const waitingLater = indicator({
  id: 'kindergarten.waiting-later',
  title: 'Отложенный спрос',
  titleEn: 'Wanted later',
  ...{ unit: 'count', better: 'neither' },
  numerator: {
    count: 'rows',
    of: applications,
    reads: 'дети на учёте, желаемая дата которых ещё не наступила',
    where: { waits: { in: ['later'] } },
  },
  act,
  by: [...place, 'band', 'orientation'],
});

/** D04: from the desired day to the order. */
export const waitingTime = indicator({
  id: 'kindergarten.waiting-time',
  title: 'Ожидание места в среднем',
  titleEn: 'Mean wait for a place',
  ...{ unit: 'days', better: 'lower' },
  numerator: { sum: 'waited_days', of: applications, reads: 'дни от желаемой даты до приказа' },
  denominator: {
    count: 'rows',
    of: applications,
    reads: 'зачисленные дети',
    where: { status: { in: ['enrolled'] } },
  },
  act,
  by: [...place, 'band'],
});

/** D05. */
export const fillRate = indicator({
  id: 'kindergarten.fill',
  title: 'Заполненность групп',
  titleEn: 'Fill rate of groups',
  ...{ unit: 'percent', better: 'neither' },
  numerator: { sum: 'children', of: groups, reads: 'дети в группах', where: { state: { in: ['open'] } } },
  denominator: { sum: 'capacity', of: groups, reads: 'места по норме площади', where: { state: { in: ['open'] } } },
  act,
  by: [...place, 'school_year', 'orientation', 'regime'],
});

/** D07. */
export const privilegedShare = indicator({
  id: 'kindergarten.privileged',
  title: 'Направлены по льготе',
  titleEn: 'Directed by a privilege',
  ...{ unit: 'percent', better: 'neither' },
  numerator: { count: 'rows', of: directions, reads: 'направления детям с льготой', where: { privilege: { to: 2 } } },
  denominator: { count: 'rows', of: directions, reads: 'все направления' },
  act,
  by: [...place, 'month'],
});

/** D08. */
export const refusedOffers = indicator({
  id: 'kindergarten.refused-offers',
  title: 'Отказы от предложенных мест',
  titleEn: 'Refused offers',
  ...{ unit: 'percent', better: 'lower' },
  numerator: {
    count: 'rows',
    of: directions,
    reads: 'отклонённые и просроченные предложения',
    where: { state: { in: ['declined', 'expired'] } },
  },
  denominator: { count: 'rows', of: directions, reads: 'все предложения' },
  act,
  by: [...place, 'month'],
});

export const indicators = [
  waiting3to7,
  waiting1to2,
  waitingLater,
  waitingTime,
  fillRate,
  privilegedShare,
  refusedOffers,
];
