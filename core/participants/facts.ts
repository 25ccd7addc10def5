import { fact } from '../server/fact';
import { Organisation } from './models';

/** The register as the warehouse knows it: figures with an organisation find its region, municipality and kind here. */
export const organisations = fact(Organisation, {
  name: 'participants_organisations',
  grain: 'one row per organisation of the register',
  columns: (as) => ({
    region: as.code('regionId'),
    municipality: as.code('municipalityId'),
    organisation_kind: as.code('kind'),
    settlement_kind: as.code('settlementKind'),
    is_demo: as.flag('isDemo'),
  }),
  lookup: true,
});
