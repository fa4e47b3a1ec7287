"use strict";
(function () {
  function byId(id) { return document.getElementById(id); }
  var search = byId("search");
  if (search) {
    var cards = Array.from(document.querySelectorAll(".cards > li"));
    search.parentElement.hidden = false;
    search.addEventListener("input", function () {
      var wanted = search.value.trim().toLowerCase();
      cards.forEach(function (card) { card.hidden = !card.textContent.toLowerCase().includes(wanted); });
      byId("nothing").hidden = cards.some(function (card) { return !card.hidden; });
    });
  }

  var strip = byId("pictures"), form = byId("options");
  function turnTo(picture) { if (picture) { strip.scrollTo({ left: picture.offsetLeft - strip.offsetLeft }); } }
  document.querySelectorAll(".thumbs a").forEach(function (link) {
    link.addEventListener("click", function (event) { event.preventDefault(); turnTo(byId(link.hash.slice(1))); });
  });
  if (!form) { return; }

  var rows = Array.from(byId("variants").tBodies[0].rows), language = byId("language").href;
  function places(row) { return row.dataset.places.split(" "); }
  function wanted() { return Array.from(form.querySelectorAll("input:checked"), function (choice) { return choice.value; }); }
  // A combination that does not exist gives way to the nearest one that has the value chosen last.
  function nearest(option) {
    var values = wanted();
    function alike(row) { return places(row).filter(function (place, at) { return place === values[at]; }).length; }
    return rows.filter(function (row) { return places(row)[option] === values[option]; })
      .reduce(function (best, row) { return alike(row) > alike(best) ? row : best; });
  }
  function show(row) {
    rows.forEach(function (one) { one.classList.toggle("chosen", one === row); });
    places(row).forEach(function (place, at) { form.querySelectorAll("[name=option" + at + "]")[place].checked = true; });
    byId("price").textContent = row.dataset.price;
    byId("chosen").textContent = row.dataset.sku + " · " + row.dataset.stock;
    byId("language").href = language + "#" + encodeURIComponent(row.dataset.sku);
    turnTo(byId("picture-" + row.dataset.picture));
  }
  form.querySelectorAll("fieldset").forEach(function (choices, option) {
    choices.addEventListener("change", function () { show(nearest(option)); });
  });
  form.hidden = false;
  function isAsked(row) { return location.hash === "#" + encodeURIComponent(row.dataset.sku); }
  show(rows.find(isAsked) || rows[0]);
}());
