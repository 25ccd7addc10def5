import { fact } from '@regiso/core';
import { Application, Direction, Group } from '../models';

export const applications = fact(Application, {
  name: 'kindergarten_applications',
  grain: 'one row per application for a place',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    status: as.code('status'),
    origin: as.code('origin'),
    desired_on: as.day('desiredOn'),
    orientation: as.code('orientation'),
    privilege: as.number('class'),
    band: as.code('band'),
    waits: as.code('waits'),
    waited_days: as.number('waitedDays'),
    is_demo: as.flag('isDemo'),
  }),
});

export const directions = fact(Direction, {
  name: 'kindergarten_directions',
  grain: 'one row per place offered to a child',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    state: as.code('state'),
    privilege: as.number('class'),
    offered_at: as.instant('offeredAt'),
  }),
});

export const groups = fact(Group, {
  name: 'kindergarten_groups',
  grain: 'one row per group and school year',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    school_year: as.year('schoolYear'),
    age_from: as.number('ageFrom'),
    orientation: as.code('orientation'),
    regime: as.code('regime'),
    capacity: as.number('capacity'),
    children: as.number('children'),
    state: as.code('state'),
  }),
});
