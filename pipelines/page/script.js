// Sorts tables, filters long ones, opens what is folded for print. The page can be read without it.
// No ampersand and no less-than sign stands here, so that the page is XML as well.
(function () {
  'use strict';
  var LONG = 12;
  var order = new Intl.Collator('en', { numeric: true });

  function figure(text) {
    return text === '' ? null : Number(text.replace(/,/g, ''));
  }

  // Lines of a concordance are sorted by the hit, then by what follows it.
  function key(cell, numeric) {
    var node = cell.querySelector('.line b');
    if (node) return node.textContent + node.nextSibling.textContent;
    return numeric ? figure(cell.textContent.trim()) : cell.textContent.trim();
  }

  function compare(a, b, numeric) {
    return numeric ? a - b : order.compare(a, b);
  }

  // Rows that are equal stay in the order in which they are; cells without a figure come last.
  function sort(table, heading, descending) {
    var numeric = heading.classList.contains('n');
    var body = table.tBodies[0];
    var rows = Array.from(body.rows, function (row) {
      return { row: row, key: key(row.cells[heading.cellIndex], numeric) };
    });
    rows.sort(function (a, b) {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
      return descending ? compare(b.key, a.key, numeric) : compare(a.key, b.key, numeric);
    });
    rows.forEach(function (entry) { body.appendChild(entry.row); });
    Array.from(heading.parentNode.cells, function (cell) { cell.removeAttribute('aria-sort'); });
    heading.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  }

  function makeSortable(table) {
    if (2 > table.tBodies[0].rows.length) return;
    Array.from(table.tHead.rows[0].cells, function (heading) {
      var button = document.createElement('button');
      button.type = 'button';
      button.append.apply(button, Array.from(heading.childNodes));
      heading.appendChild(button);
      button.addEventListener('click', function () {
        var state = heading.getAttribute('aria-sort');
        sort(table, heading, state ? state === 'ascending' : heading.classList.contains('n'));
      });
    });
  }

  // A box above a long list or table, in which only what holds the words stays.
  function makeFilter(entries, before, name) {
    if (LONG > entries.length) return;
    var label = document.createElement('label');
    var box = document.createElement('input');
    var told = document.createElement('output');
    box.type = 'search';
    label.className = 'filter';
    label.append(name + ' ', box, ' ', told);
    before.parentNode.insertBefore(label, before);
    box.addEventListener('input', function () {
      var words = box.value.toLowerCase().split(/\s+/);
      var left = 0;
      entries.forEach(function (entry) {
        var text = entry.textContent.toLowerCase();
        entry.hidden = !words.every(function (word) { return text.includes(word); });
        if (!entry.hidden) left += 1;
      });
      told.textContent = box.value.trim() ? left + ' of ' + entries.length : '';
    });
  }

  // A link to a row that a filter has hidden shows it again.
  function show() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (!target.hidden) return;
    target.hidden = false;
    target.scrollIntoView();
  }

  var folded = [];
  function unfold() {
    folded = Array.from(document.querySelectorAll('details:not([open])'));
    folded.forEach(function (part) { part.open = true; });
  }
  function fold() {
    folded.forEach(function (part) { part.open = false; });
  }

  document.querySelectorAll('table.sorts').forEach(function (table) {
    makeSortable(table);
    makeFilter(Array.from(table.tBodies[0].rows), table.parentNode, 'Filter');
  });
  var contents = document.querySelector('nav ol ol');
  if (contents) makeFilter(Array.from(contents.children), contents, 'Find a concept');
  addEventListener('hashchange', show);
  addEventListener('beforeprint', unfold);
  addEventListener('afterprint', fold);
})();
