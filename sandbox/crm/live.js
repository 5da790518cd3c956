// Keeps redrawing a grid: even rows keep their text nodes and change them, odd rows are discarded and recreated.
const people = JSON.parse(document.getElementById('people').textContent);
const body = document.querySelector('#grid tbody');
const frames = document.getElementById('frames');
const DRAW_EVERY_MS = Number(new URL(location.href).searchParams.get('every') ?? 800);

const cells = ({ name, phone }, frame, index) => [
  name,
  phone,
  `${Math.floor(frame / 2) + index} s`,
  String(50 + ((frame * 7 + index * 13) % 50)),
];

const newRow = texts => {
  const row = document.createElement('tr');
  for (const text of texts) {
    const cell = document.createElement('td');
    cell.append(document.createTextNode(text));
    row.append(cell);
  }
  return row;
};

const draw = frame => {
  people.forEach((person, index) => {
    const texts = cells(person, frame, index);
    const row = body.rows[index];
    if (!row) body.append(newRow(texts));
    else if (index % 2 === 1) row.replaceWith(newRow(texts));
    else
      texts.forEach((text, column) => {
        row.cells[column].firstChild.data = text;
      });
  });
  frames.value = String(frame);
};

let frame = 0;
draw(frame);
// With `every=0` the page's user draws by hand.
if (DRAW_EVERY_MS > 0) setInterval(() => draw(++frame), DRAW_EVERY_MS);
else globalThis.drawAgain = () => draw(++frame);
