'use strict';
// Adds to every table of some length what paper cannot do: sorting by a column, and a filter over its rows.
(() => {
  const say = document.body.dataset;
  const order = ['public', 'internal', 'confidential', 'restricted', 'info', 'low', 'medium', 'high', 'critical'];
  const key = (row, column) => {
    const cell = row.cells[column];
    if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
    const rank = order.indexOf(cell.dataset.word);
    return rank < 0 ? cell.textContent : rank;
  };
  const compare = new Intl.Collator(document.documentElement.lang, {numeric: true}).compare;

  const sortable = (table, heads) => heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.title = say.sort.replace('{}', head.textContent);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const first = head.classList.contains('number') ? 'descending' : 'ascending';
      const other = first === 'ascending' ? 'descending' : 'ascending';
      const now = head.getAttribute('aria-sort') === first ? other : first;
      heads.forEach((one) => one.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', now);
      const body = table.tBodies[0], sign = now === 'ascending' ? 1 : -1;
      const rows = [...body.rows].map((row) => [key(row, column), row]);
      rows.sort(([a], [b]) => sign * (typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))));
      body.append(...rows.map(([, row]) => row));
    });
  });

  const filterable = (table, section) => {
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => row.textContent.toLocaleLowerCase());
    const tools = document.createElement('div'), label = document.createElement('label');
    const input = document.createElement('input'), output = document.createElement('output');
    tools.className = 'tools';
    input.type = 'search';
    label.append(say.filter, input);
    tools.append(label, output);
    const show = () => {
      const words = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      rows.forEach((row, i) => {
        row.hidden = !words.every((word) => texts[i].includes(word));
        count += row.hidden ? 0 : 1;
      });
      output.textContent = say.shown.replace('{}', count).replace('{}', rows.length);
    };
    input.addEventListener('input', show);
    show();
    section.insertBefore(tools, section.querySelector('.frame'));
  };

  document.querySelectorAll('main table').forEach((table) => {
    if (table.tBodies[0].rows.length < 2) return;
    sortable(table, [...table.tHead.rows[0].cells]);
    if (table.tBodies[0].rows.length > 5) filterable(table, table.closest('section'));
  });
})();
