/** A day known exactly, `2025-01-01`, or only by its year, `2025`. */
export type RoughDay = string;

/** Kinds of municipality with the words for them; the key is what is stored. */
export const municipalityKinds = {
  'city-okrug': { ru: 'городской округ', en: 'city district' },
  'municipal-okrug': { ru: 'муниципальный округ', en: 'municipal district' },
  'municipal-district': { ru: 'муниципальный район', en: 'municipal rayon' },
} as const;
export type MunicipalityKind = keyof typeof municipalityKinds;

/** A name a municipality bears or bore. Null `validFrom` or `validTo`: the day is not known (or has not come). */
export type MunicipalityName = {
  readonly name: string;
  readonly kind: MunicipalityKind;
  readonly isCurrent: boolean;
  readonly validFrom: RoughDay | null;
  readonly validTo: RoughDay | null;
  readonly source: string;
};

export type Point = { readonly lat: number; readonly lon: number };

export type Settlement = {
  readonly id: string;
  /** With its kind, as addresses write it: «село Абатское». */
  readonly name: string;
  readonly nameEn: string;
  readonly kind: 'city' | 'urban-settlement' | 'village';
  readonly municipality: string;
  readonly point: Point;
  readonly oktmo: string | null;
  readonly fias: string | null;
};

export type Municipality = {
  readonly id: string;
  /** The present official name; former ones are in `names`. */
  readonly name: string;
  readonly nameEn: string;
  /** For charts, tiles and lists: «Абатский», «Тюмень». */
  readonly shortName: string;
  readonly kind: MunicipalityKind;
  readonly names: readonly MunicipalityName[];
  /** Id of the settlement where its administration sits, which may lie in another municipality. */
  readonly centre: string;
  /** A point inside the boundary where a label fits. */
  readonly label: Point;
  readonly population: number | null;
  readonly populationYear: number | null;
  readonly oktmo: string | null;
  readonly fias: string | null;
  readonly tile: Tile;
};

/** Place on the tile map: column from the west, row from the north, both from 0. */
export type Tile = { readonly column: number; readonly row: number };

/** Where facts of the pack come from and the words their licence asks to show. */
export type Attribution = { readonly text: string; readonly covers: string };

export type Holiday = { readonly monthDay: string; readonly title: string; readonly titleEn: string };

/** A day off moved: `to` is free; `from` is worked when it is an ordinary Saturday or Sunday. */
export type Transfer = {
  readonly from: string;
  readonly to: string;
  readonly act: string;
  /** Whether a person has compared it with the act. */
  readonly verified: boolean;
};

/** Saturdays and Sundays are free; holidays and transfers are what differs from that. */
export type ProductionCalendar = {
  readonly holidaysAct: string;
  readonly holidays: readonly Holiday[];
  readonly transfers: readonly Transfer[];
  /** Years whose transfers are known; in other years only holidays and weekends are free. */
  readonly completeYears: readonly number[];
  /** Years written into the table of days. */
  readonly years: readonly number[];
};

/** A body that the regulation of the region names, with its duties. */
export type Body = {
  readonly id: string;
  readonly duty: 'operator' | 'monitoring' | 'development' | 'methodical';
  readonly name: string;
  readonly nameEn: string;
  readonly act: string;
  readonly clause: string;
  readonly duties: readonly string[];
  readonly dutiesEn: readonly string[];
  readonly subsystems?: readonly string[];
  readonly website?: string;
};

/** How many organisations of each sort the whole demo region has; smaller sizes show a part of them. */
export type OrganisationTotals = {
  readonly schools: {
    readonly all: number;
    readonly basic: number;
    readonly primary: number;
    /** Counted among the primary ones. */
    readonly primaryKindergartens: number;
    /** Legal persons; the other schools are their branches. */
    readonly heads: number;
    readonly ofCities: number;
    readonly branchesOfCities: number;
  };
  readonly kindergartens: {
    readonly municipal: number;
    readonly branches: number;
    readonly private: number;
    readonly municipalOfLargestCity: number;
  };
  readonly colleges: number;
  readonly extracurricular: number;
};

/** What the made-up organisations of a region are like; the codes must be such as can belong to nobody. */
export type DemoFacts = {
  /** Four digits of a tax office that there is not: made-up INN, KPP and OGRN bear them. */
  readonly taxOffice: string;
  /** Number of the subject of the federation, as licences bear it. */
  readonly subject: string;
  /** Dialling code of telephones. */
  readonly phoneCode: string;
  readonly organisations: OrganisationTotals;
  readonly exams: ExamFacts;
};

/** What is known of exams in a region, by subject codes; for the rest a demonstration takes numbers of its own. */
export type ExamFacts = {
  /** Share of a year's leavers who choose a subject of the EGE. */
  readonly egeChoices: Readonly<Record<string, number>>;
  /** Share of a grade in a school's pupils. */
  readonly cohorts?: { readonly nine: number; readonly eleven: number };
};

/** Means of the EGE that the region has published, by subject codes. */
export type PublishedExamMeans = {
  readonly year: number;
  readonly source: string;
  readonly bySubject: Readonly<Record<string, number>>;
};

/** Everything that makes an installation one of a certain region. Another region is another folder. */
export type RegionPack = {
  readonly id: string;
  /** ISO 3166-2. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly oktmo: string | null;
  readonly timeZone: string;
  readonly municipalities: readonly Municipality[];
  readonly settlements: readonly Settlement[];
  readonly calendar: ProductionCalendar;
  readonly bodies: readonly Body[];
  readonly publishedExamMeans: readonly PublishedExamMeans[];
  readonly demo: DemoFacts;
  /** Shown wherever the map of this region is shown. */
  readonly mapAttribution: string;
  readonly attributions: readonly Attribution[];
};
