import { holdsValid, todayHere, writeDossierItem } from '@regiso/core';
import { childDossier } from './checklist';

type Direction = {
  person_id: string;
  organisation_id: string;
  participant_id: string | null;
  municipality_id: string | null;
};

/** Puts papers that the family has shown into the personal file of the child; what is there already is not put twice. */
export async function writeTaken(direction: Direction, kinds: readonly string[]): Promise<void> {
  const { person_id: personId, organisation_id: organisationId, participant_id: participantId } = direction;
  const subject = { personId, organisationId, participantId, municipalityId: direction.municipality_id };
  for (const kind of new Set(kinds)) {
    if (await holdsValid(childDossier, [kind], subject, todayHere())) continue;
    const paper = { kind, receivedOn: todayHere(), validUntil: null, note: null };
    await writeDossierItem(childDossier, { ...subject, place: '', leftOn: null }, paper);
  }
}
