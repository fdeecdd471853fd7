// The matrix as a table: how many of a fault's cases came to what is documented, in each runtime.

export function summary(faults, places, played) {
  const rows = faults.map((fault) => [fault, ...places.map((place) => tally(of(played[place], fault)))]);
  const total = ["all", ...places.map((place) => tally(played[place].cases))];
  return [["fault", ...places], ...rows, total].map(line).join("\n");
}

const of = ({ cases }, fault) => cases.filter(({ row }) => row.fault === fault);

const tally = (cases) => `${cases.filter(({ wrong }) => wrong.length === 0).length}/${cases.length}`;

const line = ([fault, ...counts]) =>
  `| ${fault.padEnd(32)}${counts.map((count) => count.padStart(10)).join("")}`;
