import { part, unseal } from '@regiso/core';
import type { Departure } from '../../shared';
import { isReopened } from './closed';

export const placeOfNote = (id: string) => `school.departures|note|${id}`;

export const noteOf = (id: string, note: Buffer | null) => note && unseal(note, placeOfNote(id)).toString('utf8');

/** What was written since a departure `d` of a pupil's time in a class `p`, so that it cannot be taken back; null for nothing. */
export const writtenSince = () => part`CASE
  WHEN EXISTS (SELECT FROM school.pupils n WHERE n.person_id = p.person_id AND n.starts_on > d.last_day) THEN 'class'
  WHEN EXISTS (SELECT FROM school.closed_periods x JOIN school.periods s ON s.id = x.period_id WHERE x.class_id = p.class_id
    AND s.ends_on > d.last_day AND x.closed_at > d.recorded_at AND NOT ${isReopened()}) THEN 'period'
  WHEN EXISTS (SELECT FROM school.years y WHERE y.organisation_id = d.organisation_id AND y.id > d.id) THEN 'year' END`;

/** All of a departure but its note, which is sealed. */
export type Departed = Omit<Departure, 'note'>;

export const departed =
  () => part`json_build_object('id', d.id, 'reason', d.reason, 'orderNumber', d.order_number, 'orderOn', d.order_on,
  'isUndoable', ${writtenSince()} IS NULL)`;
