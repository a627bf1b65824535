// What every page gains where scripts run: how many days are left, by the reader's clock. Pages say the day itself without it.
"use strict";
(() => {
  const known = window.CATASTRO_DAY;
  if (!known) return;
  const day = text => Math.round(Date.parse(text + "T00:00:00Z") / 86400000);
  const today = known.frozen ? day(known.day)
    : day(new Intl.DateTimeFormat("en-CA", { timeZone: known.zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date()));
  const english = document.documentElement.lang === "en";
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  const left = (text, box) => {
    const days = day(text) - today;
    if (days > 60) return;
    const said = document.createElement("span");
    said.className = days <= 14 ? "left soon" : "left";
    said.textContent = " (" + (days < 0 ? (english ? "closed" : "cerró") : format.format(days, "day")) + ")";
    box.append(said);
  };
  window.CATASTRO_LEFT = left;
  for (const time of document.querySelectorAll("time[data-left]")) left(time.dateTime, time.parentElement.classList.contains("when") ? time.parentElement : time);
})();
