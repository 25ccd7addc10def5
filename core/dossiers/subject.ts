/** Whose file it is, as the plugin found it within the reach of whoever asks. */
export type DossierSubject = {
  readonly personId: string;
  readonly organisationId: string;
  readonly participantId: string | null;
  readonly municipalityId: string | null;
  /** The group, the class or the post, as one reads it. */
  readonly place: string;
  /** The last day here; null for whoever is to stay. */
  readonly leftOn: string | null;
  /** Kinds that must be there for this very person, such as a conclusion for a compensating group. */
  readonly also?: readonly string[];
  /** False for whoever may only read. */
  readonly mayKeep?: boolean;
};
