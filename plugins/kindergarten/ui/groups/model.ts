/** A child to whom the allocation gave a place, as the kindergarten sees it. */
export type DirectedChild = {
  id: string;
  number: string;
  applicationNumber: string;
  child: string;
  birthDate: string | null;
  guardian: string;
  phone: string | null;
  organisation: string;
  group: string;
  state: string;
  status: string;
  answerBy: string;
  documentsBy: string | null;
  isProvisional: boolean;
};

/** Whole days until a day; negative when it is over. */
export const daysLeft = (day: string) =>
  Math.round((Date.parse(`${day}T00:00:00`) - new Date().setHours(0, 0, 0, 0)) / 86_400_000);
