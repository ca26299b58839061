// Makes outlines.txt anew from Natural Earth (public domain) and the US Census Bureau's state lines (public domain):
//   npm install --no-save world-atlas@2.0.2 us-atlas@3.0.1 topojson-client d3-geo i18n-iso-countries
//   node crates/atlas/make.mjs > crates/atlas/outlines.txt
// One line an area: its code (ISO 3166), width and height of its box, its outline as an SVG path. A
// state's outline lies in its country's box.

import { createRequire } from 'node:module';
import { geoAlbers, geoArea, geoCentroid, geoConicEqualArea, geoDistance } from 'd3-geo';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const iso = require('i18n-iso-countries');
const world = require('world-atlas/countries-110m.json');
const states = require('us-atlas/states-10m.json');

/** The box an area is fitted into, and how far a point may lie from the line that replaces it. */
const [WIDTH, HEIGHT, MARGIN, OFF] = [240, 150, 2, 0.7];

const STATES = {
  '01': 'AL', '04': 'AZ', '05': 'AR', '06': 'CA', '08': 'CO', '09': 'CT', 10: 'DE', 11: 'DC', 12: 'FL', 13: 'GA',
  16: 'ID', 17: 'IL', 18: 'IN', 19: 'IA', 20: 'KS', 21: 'KY', 22: 'LA', 23: 'ME', 24: 'MD', 25: 'MA', 26: 'MI', 27: 'MN',
  28: 'MS', 29: 'MO', 30: 'MT', 31: 'NE', 32: 'NV', 33: 'NH', 34: 'NJ', 35: 'NM', 36: 'NY', 37: 'NC', 38: 'ND', 39: 'OH',
  40: 'OK', 41: 'OR', 42: 'PA', 44: 'RI', 45: 'SC', 46: 'SD', 47: 'TN', 48: 'TX', 49: 'UT', 50: 'VT', 51: 'VA', 53: 'WA',
  54: 'WV', 55: 'WI', 56: 'WY',
};

const polygons = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates);
const polygon = (coordinates) => ({ type: 'Polygon', coordinates });

/** The largest polygon, and what is neither a speck nor, by default, an ocean away from it. */
const main = (geometry, alone = false) => {
  const all = polygons(geometry).map((rings) => ({ rings, area: geoArea(polygon(rings)), at: geoCentroid(polygon(rings)) }));
  const largest = all.reduce((one, other) => (other.area > one.area ? other : one));
  const reach = Math.max(0.12, 2.2 * Math.sqrt(largest.area));
  return all
    .filter(({ area, at }) => (!alone || area === largest.area) && area >= largest.area * 0.01 && geoDistance(at, largest.at) < reach)
    .map(({ rings }) => rings);
};

const distance = ([x, y], [ax, ay], [bx, by]) => {
  const [dx, dy] = [bx - ax, by - ay];
  const share = dx || dy ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy))) : 0;
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
};
/** Douglas and Peucker's line. */
const thin = (points) => {
  if (points.length < 3) return points;
  let [far, at] = [0, 0];
  for (let index = 1; index < points.length - 1; index++) {
    const off = distance(points[index], points[0], points.at(-1));
    if (off > far) [far, at] = [off, index];
  }
  if (far <= OFF) return [points[0], points.at(-1)];
  return [...thin(points.slice(0, at + 1)), ...thin(points.slice(at)).slice(1)];
};
const simple = (ring) => {
  const middle = Math.floor(ring.length / 2);
  return [...thin(ring.slice(0, middle + 1)), ...thin(ring.slice(middle)).slice(1, -1)];
};

/** A path of whole numbers, each step from the point before. */
const path = (parts, projection) => {
  let out = '';
  for (const rings of parts) {
    for (const ring of rings.slice(0, 1)) {
      const points = simple(ring.map(projection).filter(Boolean)).map(([x, y]) => [Math.round(x), Math.round(y)]);
      const kept = points.filter(([x, y], index) => index === 0 || x !== points[index - 1][0] || y !== points[index - 1][1]);
      if (kept.length < 3) continue;
      let [x, y] = kept[0];
      out += `M${x} ${y}l`;
      out += kept.slice(1).map(([nx, ny]) => {
        const step = `${nx - x} ${ny - y}`;
        [x, y] = [nx, ny];
        return step;
      }).join(' ').replaceAll(' -', '-');
      out += 'z';
    }
  }
  return out;
};

const fitted = (projection, parts) => {
  const whole = { type: 'MultiPolygon', coordinates: parts };
  projection.fitExtent([[MARGIN, MARGIN], [WIDTH - MARGIN, HEIGHT - MARGIN]], whole);
  const points = parts.flat(2).map(projection);
  const [right, bottom] = [0, 1].map((axis) => Math.ceil(Math.max(...points.map((point) => point[axis]))));
  const [left, top] = [0, 1].map((axis) => Math.floor(Math.min(...points.map((point) => point[axis]))));
  const [x, y] = projection.translate();
  projection.translate([x - left + MARGIN, y - top + MARGIN]);
  return [right - left + 2 * MARGIN, bottom - top + 2 * MARGIN];
};

const lines = [];
const country = (code, parts, projection) => {
  const [width, height] = fitted(projection, parts);
  const outline = path(parts, projection);
  if (outline) lines.push(`${code} ${width} ${height} ${outline}`);
};
for (const { id, geometry } of feature(world, world.objects.countries).features) {
  const code = id && iso.numericToAlpha2(id);
  if (!code || code === 'AQ') continue;
  // Of the United States the part that its states below share a box with.
  const parts = main(geometry, code === 'US');
  const whole = { type: 'MultiPolygon', coordinates: parts };
  const [east] = geoCentroid(whole);
  const norths = parts.flat(2).map(([, north]) => north);
  const [south, north] = [Math.min(...norths), Math.max(...norths)];
  const projection = code === 'US'
    ? geoAlbers()
    : geoConicEqualArea().rotate([-east, 0]).parallels([south + (north - south) / 6, north - (north - south) / 6]);
  country(code, parts, projection);
  if (code !== 'US') continue;
  for (const state of feature(states, states.objects.states).features) {
    const known = STATES[state.id];
    if (known) {
      const [, width, height] = lines.find((line) => line.startsWith('US ')).split(' ');
      lines.push(`US-${known} ${width} ${height} ${path(main(state.geometry), projection)}`);
    }
  }
}
console.log(lines.sort().join('\n'));
