"use strict";
(function () {
  var page = document.documentElement;
  function stored(value) {
    try { if (value) { localStorage.setItem("sellerkit-language", value); } return localStorage.getItem("sellerkit-language"); }
    catch (error) { return value; }
  }
  function speak(language) {
    page.dataset.language = language;
    page.lang = language === "zh" ? "zh-CN" : "en";
    document.querySelectorAll("button[data-language]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    });
  }
  document.querySelector(".languages").hidden = false;
  document.querySelectorAll("button[data-language]").forEach(function (button) {
    button.addEventListener("click", function () { stored(button.dataset.language); speak(button.dataset.language); });
  });
  speak(stored() || (/^zh/.test(navigator.language) ? "zh" : "en"));

  var table = document.getElementById("variants"), form = document.getElementById("options");
  if (!table) { return; }
  var rows = Array.from(table.tBodies[0].rows);
  function values(row) { return Array.from(row.querySelectorAll("[data-value]"), function (cell) { return cell.textContent; }); }
  function show() {
    var wanted = Array.from(form.querySelectorAll("select"), function (choice) { return choice.value; });
    var row = rows.find(function (one) { return values(one).every(function (value, at) { return value === wanted[at]; }); });
    document.getElementById("chosen").textContent = row ? row.dataset.price + " · " + row.dataset.stock + " · " + row.dataset.sku : "–";
  }
  table.querySelectorAll("[data-option]").forEach(function (heading, at) {
    var label = document.createElement("label"), choice = document.createElement("select");
    label.append(heading.textContent + " ", choice);
    new Set(rows.map(function (row) { return values(row)[at]; })).forEach(function (value) { choice.add(new Option(value, value)); });
    choice.addEventListener("change", show);
    form.append(label);
    form.hidden = false;
  });
  show();
}());
