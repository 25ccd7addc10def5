import type { RegionPack, Tile } from './pack';

/** Reads a drawing of the tile map: one line a row from the north, ids and dots separated by spaces. */
export function tilesFromDrawing(drawing: string): Readonly<Record<string, Tile>> {
  const rows = drawing.trim().split('\n');
  const cells = rows.flatMap((line, row) =>
    line
      .trim()
      .split(/\s+/)
      .map((id, column) => [id, { column, row }] as const),
  );
  return Object.fromEntries(cells.filter(([id]) => id !== '.'));
}

/** The grid for drawing tiles as SVG: its size and each tile's place, column from the west, row from the north. */
export function tileGrid(pack: RegionPack) {
  const tiles = pack.municipalities.map(({ id, shortName, nameEn, tile }) => ({
    municipality: id,
    name: shortName,
    nameEn,
    ...tile,
  }));
  return {
    columns: Math.max(...tiles.map(({ column }) => column)) + 1,
    rows: Math.max(...tiles.map(({ row }) => row)) + 1,
    tiles,
  };
}

type TileFeature = {
  type: 'Feature';
  id: string;
  properties: { municipality: string; name: string; nameEn: string };
  geometry: { type: 'Polygon'; coordinates: [number, number][][] };
};
export type TileMap = { type: 'FeatureCollection'; features: TileFeature[] };

/** The tile map as GeoJSON for ECharts' registerMap: unit squares, north up. Draw it with `aspectScale: 1`. */
export function tileMapGeoJson(pack: RegionPack): TileMap {
  const { rows, tiles } = tileGrid(pack);
  const features = tiles.map(({ municipality, name, nameEn, column, row }): TileFeature => {
    const [west, south] = [column, rows - 1 - row];
    const ring: [number, number][] = [
      [west, south],
      [west + 1, south],
      [west + 1, south + 1],
      [west, south + 1],
      [west, south],
    ];
    return {
      type: 'Feature',
      id: municipality,
      properties: { municipality, name, nameEn },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return { type: 'FeatureCollection', features };
}
