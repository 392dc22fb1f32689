// Sorts the rows that a table shows by a column: a convenience where the server does not sort the whole list.
const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

function key(row, column) {
  const cell = row.cells[column];
  return cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
}

function sort(table, heading, column) {
  const down = heading.ariaSort === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.ariaSort = down ? "descending" : "ascending";
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => (down ? -1 : 1) * order.compare(key(a, column), key(b, column)));
  table.tBodies[0].append(...rows);
}

for (const table of document.querySelectorAll("table[data-sort]")) {
  [...(table.tHead?.rows[0].cells ?? [])].forEach((heading, column) => {
    if (heading.querySelector("a")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sort(table, heading, column));
    heading.replaceChildren(button);
  });
}
