// Who is named beside whom in one sentence: laid out by d3-force, always the same way.
const GRAPH = { narrow: 600, few: 20, lowest: 260, highest: 680, ticks: 400, letter: 6.6, longest: 22 };

function layout(nodes, links, width, height) {
  const label = (node) => (Math.min(GRAPH.longest, node.name.length) * GRAPH.letter) / 2 + 6;
  d3.forceSimulation(nodes)
    .force("link", d3.forceLink(links).distance(width < GRAPH.narrow ? 60 : 110).strength(0.25))
    .force("charge", d3.forceManyBody().strength(width < GRAPH.narrow ? -140 : -320))
    .force("x", d3.forceX().strength(0.05))
    .force("y", d3.forceY().strength(0.05))
    .force("apart", d3.forceCollide((node) => Math.max(node.size, label(node) * 0.62)))
    .stop().tick(GRAPH.ticks);
  // What the forces found is stretched to fill the room, which is seldom a square.
  const x = d3.scaleLinear(d3.extent(nodes, (node) => node.x), [0, width]);
  const y = d3.scaleLinear(d3.extent(nodes, (node) => node.y), [0, height]);
  for (const node of nodes) {
    const half = Math.max(node.size, label(node));
    node.x = Math.max(half, Math.min(width - half, x(node.x)));
    node.y = Math.max(node.size + 4, Math.min(height - node.size - 18, y(node.y)));
  }
}

function drawLinks(svg, links) {
  const most = d3.max(links, (link) => link.count);
  return svg.append("g").attr("class", "links").selectAll("line").data(links).join("line")
    .attr("x1", (link) => link.source.x).attr("y1", (link) => link.source.y)
    .attr("x2", (link) => link.target.x).attr("y2", (link) => link.target.y)
    .attr("stroke-width", (link) => 1 + 5 * Math.sqrt(link.count / most));
}

function drawNodes(svg, nodes) {
  const group = svg.append("g").selectAll("a").data(nodes).join("a")
    .attr("class", (node) => `node ${labelClass(node.label)}`)
    .attr("href", (node) => `#name=${encodeURIComponent(node.name)}`)
    .attr("transform", (node) => `translate(${node.x},${node.y})`)
    .attr("aria-label", (node) => t("network.node", {
      name: node.name, label: known("label.one", node.label), n: node.mentions,
    }));
  group.append("circle").attr("r", (node) => node.size);
  group.append("text").attr("y", (node) => node.size + 13).attr("lang", "tr")
    .text((node) => shortened(node.name, GRAPH.longest));
  group.append("title").text((node) => `${node.name}: ${number(node.mentions)}`);
  return group;
}

function networkChart(width) {
  const most = width < GRAPH.narrow ? GRAPH.few : Infinity;
  const shown = overview.network.nodes.slice(0, most);
  const crowd = shown.length * (width < GRAPH.narrow ? 30 : 18);
  const height = Math.max(GRAPH.lowest, Math.min(GRAPH.highest, crowd));
  const size = d3.scaleSqrt([0, d3.max(overview.network.nodes, (node) => node[2])], [3, 22]);
  const nodes = shown.map(([name, label, mentions]) =>
    ({ name, label, mentions, size: size(mentions) }));
  const links = overview.network.links
    .filter(([source, target]) => source < most && target < most)
    .map(([source, target, count]) => ({ source, target, count }));
  layout(nodes, links, width, height);
  const svg = d3.create("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("class", "network")
    .attr("width", width).attr("height", height)
    .attr("role", "group").attr("aria-label", t("network"));
  const lines = drawLinks(svg, links);
  const marks = drawNodes(svg, nodes);
  const light = (event, node) => {
    const beside = new Set([node]);
    lines.classed("lit", (link) => {
      const touches = node && (link.source === node || link.target === node);
      if (touches) beside.add(link.source).add(link.target);
      return touches;
    });
    marks.classed("dim", (other) => node !== null && !beside.has(other));
  };
  marks.on("mouseenter", light).on("focus", light)
    .on("mouseleave", (event) => light(event, null)).on("blur", (event) => light(event, null));
  return svg.node();
}

function showNetwork() {
  const { nodes, links } = overview.network;
  if (!links.length) {
    fill("network", "network", h("p", {}, t("network.none")));
    return;
  }
  const used = LABELS.filter((label) => nodes.some((node) => node[1] === label));
  const legend = h("p", { class: "legend" }, ...used.map((label) =>
    h("span", { class: `key ${labelClass(label)}` }, known("label", label))));
  fill("network", "network", h("p", {}, t("network.how")), legend,
    networkChart(byId("network").clientWidth),
    h("details", {}, h("summary", {}, t("as.table")),
      table(t("network.pairs"), [[t("name")], [t("name")], [t("total.sentences"), "number"]],
        links.map(([one, other, count]) =>
          h("tr", {}, h("th", { scope: "row" }, nameLink(nodes[one][0])),
            h("td", {}, nameLink(nodes[other][0])), numberCell(count))))));
}
