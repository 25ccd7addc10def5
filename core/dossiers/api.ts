/** What plugins use of the room of personal files. */
export { dossierChecklist, type DossierChecklist } from './checklist';
export { layDemoDossiers } from './demo';
export { dossierForFamily } from './family';
export { lackingOf, type Lacking } from './lists';
export { dossierRoutes } from './routes';
export type { DossierSubject } from './subject';
export { holdsValid } from './view';
export { write as writeDossierItem } from './write';
