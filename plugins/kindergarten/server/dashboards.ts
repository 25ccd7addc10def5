import { dashboard } from '@regiso/core';
import {
  fillRate,
  privilegedShare,
  refusedOffers,
  waiting1to2,
  waiting3to7,
  waitingLater,
  waitingTime,
} from './warehouse/indicators';

/** The queue and the groups, for the municipality and the situational centre. */
export const queueBoard = dashboard({
  id: 'kindergarten.queue',
  title: 'Детские сады: очередь и места',
  titleEn: 'Kindergartens: queue and places',
  permission: 'kindergarten.read-figures',
  filters: [
    { by: 'region', title: 'Регион', titleEn: 'Region' },
    { by: 'municipality', title: 'Муниципалитет', titleEn: 'Municipality' },
  ],
  drill: ['region', 'municipality', 'organisation'],
  tiles: [
    {
      id: 'now-3-7',
      title: 'Ждут места, 3–7 лет',
      titleEn: 'Waiting, ages 3–7',
      draw: 'figure',
      indicator: waiting3to7,
      overview: {},
    },
    {
      id: 'now-1-2',
      title: 'Ждут места, 1–2 года',
      titleEn: 'Waiting, ages 1–2',
      draw: 'figure',
      indicator: waiting1to2,
      overview: {},
    },
    {
      id: 'fill',
      title: 'Заполненность групп',
      titleEn: 'Fill rate',
      draw: 'figure',
      indicator: fillRate,
      overview: { over: 'school_year' },
    },
    {
      id: 'refused',
      title: 'Отказы от мест',
      titleEn: 'Refused offers',
      draw: 'figure',
      indicator: refusedOffers,
      overview: { over: 'month' },
    },
    {
      id: 'map',
      title: 'Очередь 3–7 лет на карте',
      titleEn: 'Waiting on the map',
      draw: 'map',
      indicator: waiting3to7,
      by: 'municipality',
      width: 2,
    },
    {
      id: 'fills',
      title: 'Заполненность по муниципалитетам',
      titleEn: 'Fill rate by municipality',
      draw: 'bars',
      indicator: fillRate,
      by: 'municipality',
      width: 2,
    },
    {
      id: 'table',
      title: 'Очередь и места',
      titleEn: 'Queue and places',
      draw: 'table',
      indicators: [waiting3to7, waiting1to2, waitingLater, fillRate, waitingTime, privilegedShare],
      by: 'municipality',
      width: 4,
    },
  ],
});
