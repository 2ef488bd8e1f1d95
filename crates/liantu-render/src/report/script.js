(function () {
  "use strict";
  var value = function (row, at) {
    var cell = row.cells[at], number = cell.getAttribute("data-v");
    return number === null ? cell.textContent : Number(number);
  };
  var compare = function (a, b) {
    if (typeof a === "number" && typeof b === "number") { return a - b; }
    if (typeof a === "number") { return -1; }
    if (typeof b === "number") { return 1; }
    return a.localeCompare(b, document.documentElement.lang);
  };
  var sort = function (head) {
    var table = head.closest("table"), body = table.tBodies[0], at = head.cellIndex;
    var down = head.getAttribute("aria-sort") === "ascending";
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      return { row: row, key: value(row, at), place: place };
    });
    rows.sort(function (a, b) {
      var order = compare(a.key, b.key);
      return (down ? -order : order) || a.place - b.place;
    });
    rows.forEach(function (one) { body.appendChild(one.row); });
    table.querySelectorAll("th").forEach(function (one) { one.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
  };
  document.querySelectorAll("th").forEach(function (head) {
    head.addEventListener("click", function () { sort(head); });
    head.addEventListener("keydown", function (event) {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(head); }
    });
  });
  document.querySelectorAll(".filter input").forEach(function (input) {
    input.addEventListener("input", function () {
      var wanted = input.value.trim().toLowerCase();
      input.closest("section").querySelectorAll("tbody tr").forEach(function (row) {
        row.hidden = row.textContent.toLowerCase().indexOf(wanted) < 0;
      });
    });
  });
})();
