// The chart of articles over time, drawn by D3; a table beside it says the same.
const CHART = { height: 240, top: 10, right: 10, bottom: 30, left: 48 };

function barLabel(unit, key) {
  const moment = new Date(`${key.padEnd(10, "-01-01".slice(key.length - 10))}T00:00:00Z`);
  const forms = {
    day: { day: "numeric", month: "short" },
    month: { month: "short", year: "numeric" },
    year: { year: "numeric" },
  };
  return new Intl.DateTimeFormat(language, { ...forms[unit], timeZone: "UTC" }).format(moment);
}

function timeChart(unit, bars, width) {
  const { height, top, right, bottom, left } = CHART;
  const most = d3.max(bars, (bar) => bar[1]);
  const x = d3.scaleBand(bars.map((bar) => bar[0]), [left, width - right]).padding(0.15);
  const y = d3.scaleLinear([0, most], [height - bottom, top]).nice();
  const every = Math.ceil(bars.length / Math.max(1, Math.floor((width - left) / 90)));
  const svg = d3.create("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("class", "chart")
    .attr("width", width).attr("height", height)
    .attr("role", "img").attr("aria-label", t("time.chart", { n: bars.length, most }));
  const ticks = y.ticks(5).filter(Number.isInteger);
  svg.append("g").attr("class", "grid").attr("transform", `translate(${left},0)`)
    .call(d3.axisLeft(y).tickValues(ticks).tickFormat((value) => number(value))
      .tickSize(-(width - left - right)).tickPadding(8));
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${height - bottom})`)
    .call(d3.axisBottom(x).tickSizeOuter(0)
      .tickValues(bars.map((bar) => bar[0]).filter((_, index) => index % every === 0))
      .tickFormat((key) => barLabel(unit, key)));
  svg.append("g").attr("class", "bars").selectAll("rect").data(bars).join("rect")
    .attr("x", (bar) => x(bar[0])).attr("width", Math.min(48, x.bandwidth()))
    .attr("transform", `translate(${Math.max(0, (x.bandwidth() - 48) / 2)},0)`)
    .attr("y", (bar) => y(bar[1])).attr("height", (bar) => y(0) - y(bar[1]))
    .append("title").text((bar) => `${dated(bar[0])}: ${number(bar[1])}`);
  return svg.node();
}

function showTime() {
  const { unit, bars } = overview.timeline;
  if (!bars.length) {
    fill("time", "time", h("p", {}, t("time.none")));
    return;
  }
  const missing = overview.totals.articles - overview.totals.dated;
  fill("time", "time", timeChart(unit, bars, byId("time").clientWidth),
    missing ? h("p", {}, t("time.missing", { n: missing })) : null,
    h("details", {}, h("summary", {}, t("as.table")),
      table(t("time"), [[t(`unit.${unit}`)], [t("total.articles"), "number"]],
        bars.map(([key, count]) =>
          h("tr", {}, h("th", { scope: "row" }, dated(key)), numberCell(count))))));
}
