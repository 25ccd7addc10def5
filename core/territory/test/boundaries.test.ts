import { checkMap } from '../boundaries';
import { municipalityFinder } from '../municipality-names';
import { packOf } from '../packs';

const municipalities = packOf('tyumen').municipalities.map(({ id, shortName, names, oktmo, label }) => ({
  id,
  shortName,
  names: names.map(({ name }) => name),
  oktmo,
  label,
}));
const find = municipalityFinder(municipalities);

const square = (lon: number, lat: number) => [
  [lon, lat],
  [lon + 0.5, lat],
  [lon + 0.5, lat + 0.5],
  [lon, lat],
];
const feature = (
  properties: object,
  geometry: object | null = { type: 'Polygon', coordinates: [square(70.3, 56.2)] },
) => ({
  type: 'Feature',
  properties,
  geometry,
});
const check = (...features: unknown[]) =>
  checkMap(JSON.stringify({ type: 'FeatureCollection', features }), municipalities);
const messageOf = (...features: unknown[]) =>
  check(...features)
    .problems.map(({ message }) => message)
    .join('\n');

describe('A municipality', () => {
  it.each([
    ['abatskiy', 'abatskiy'],
    ['Абатский район', 'abatskiy'],
    ['АБАТСКИЙ  МУНИЦИПАЛЬНЫЙ ОКРУГ', 'abatskiy'],
    ['Абатский', 'abatskiy'],
    ['Тобольск', 'tobolsk-city'],
    ['г. Тобольск', 'tobolsk-city'],
    ['город Тобольск', 'tobolsk-city'],
    ['Тобольский р-н', 'tobolskiy'],
    ['71701000', 'tyumen-city'],
    ['Голышмановский городской округ', 'golyshmanovskiy'],
  ])('is found by «%s»', (text, id) => expect(find(text)?.id).toBe(id));

  it.each(['', 'Район', 'Тюмен', 'Сургутский район'])('is not guessed from «%s»', (text) =>
    expect(find(text)).toBeUndefined(),
  );

  it('is not found by a name that two of them bear', () => {
    const twins = municipalityFinder([
      { id: 'a', shortName: 'Кировский', names: ['Кировский район'], oktmo: null },
      { id: 'b', shortName: 'Кировский', names: ['Кировский городской округ'], oktmo: null },
    ]);
    expect(twins('Кировский')).toBeUndefined();
    expect(twins('Кировский район')?.id).toBe('a');
  });
});

describe('A map with faults', () => {
  it.each([
    ['', 'файл пуст'],
    ['{"type":', 'файл не читается как JSON'],
    ['[]', 'это не GeoJSON FeatureCollection'],
    ['{"type":"Feature"}', 'это не GeoJSON FeatureCollection'],
    ['{"type":"FeatureCollection","features":[]}', 'нет ни одного объекта'],
  ])('is refused as a whole: %s', (text, message) => {
    const { boundaries, problems } = checkMap(text, municipalities);
    expect(boundaries).toEqual([]);
    expect(problems).toEqual([{ feature: null, name: null, message: expect.stringContaining(message) as string }]);
  });

  it('names each bad feature and keeps reading', () => {
    const { boundaries, problems } = check(
      feature({ name: 'Абатский район' }),
      feature({ name: 'Сургутский район' }),
      feature({}),
      feature({ name: 'Абатский муниципальный округ' }),
      null,
    );
    expect(boundaries.map(({ municipality, matchedBy }) => [municipality, matchedBy])).toEqual([['abatskiy', 'name']]);
    expect(problems.map(({ feature: number, name }) => [number, name])).toEqual([
      [2, 'Сургутский район'],
      [3, null],
      [4, 'Абатский муниципальный округ'],
      [5, null],
    ]);
    expect(problems[0]?.message).toBe(
      'муниципалитет не найден (name: Сургутский район): укажите id, municipality_id, ОКТМО или название',
    );
    expect(problems[2]?.message).toContain('объект 1 уже описывает abatskiy');
  });

  it('is refused when id and name disagree', () => {
    expect(messageOf({ ...feature({ name: 'Уватский район' }), id: 'abatskiy' })).toContain(
      'указывают на разные муниципалитеты: abatskiy и uvatskiy',
    );
  });

  it.each([
    [{ type: 'Point', coordinates: [70, 56] }, 'только Polygon или MultiPolygon, а здесь Point'],
    [null, 'а здесь нет геометрии'],
    [{ type: 'Polygon', coordinates: [] }, 'многоугольник без контура'],
    [{ type: 'MultiPolygon', coordinates: [] }, 'нет координат'],
    [{ type: 'Polygon', coordinates: 'M0 0' }, 'многоугольник без контура'],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            [70, 56],
            [71, 56],
            [70, 56],
          ],
        ],
      },
      'короче четырёх точек',
    ],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            [70, 56],
            [71, 56],
            [71, 57],
            [70, 57],
          ],
        ],
      },
      'контур не замкнут',
    ],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            [70, 56],
            [7830000, 7600000],
            [71, 57],
            [70, 56],
          ],
        ],
      },
      'вне допустимого',
    ],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            [70, 56],
            ['71', 56],
            [71, 57],
            [70, 56],
          ],
        ],
      },
      'вне допустимого',
    ],
    [{ type: 'Polygon', coordinates: [square(56.2, 70.3)] }, 'не переставлены ли широта и долгота'],
  ])('is refused for its geometry %j', (geometry, message) => {
    expect(messageOf(feature({ name: 'Абатский район' }, geometry))).toContain(message);
  });
});
