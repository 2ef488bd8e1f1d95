//! One network, three formats.

use super::{Network, NetworkValue};
use crate::chart::writer::SvgWriter;
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

/// The values that occur on nodes or on edges, by name, with the type their format calls them by.
type Columns = IndexMap<&'static str, &'static str>;

/// A node's or edge's values.
type Values = [(&'static str, NetworkValue)];

fn columns<'a>(all: impl Iterator<Item = &'a Values>) -> Columns {
    let mut columns = Columns::new();
    for (name, value) in all.flatten() {
        columns.entry(*name).or_insert(match value {
            NetworkValue::Text(_) => "string",
            NetworkValue::Number(_) => "double",
            NetworkValue::Flag(_) => "boolean",
        });
    }
    columns.sort_keys();
    columns
}

fn written(value: &NetworkValue) -> String {
    match value {
        NetworkValue::Text(text) => text.clone(),
        NetworkValue::Number(number) => number.to_string(),
        NetworkValue::Flag(flag) => flag.to_string(),
    }
}

/// GraphML 1.0 with typed attributes. O(n).
pub fn graphml(network: &Network) -> String {
    let (on_nodes, on_edges) = columns_of(network);
    let mut out = SvgWriter::default();
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.raw("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    graphml_key(&mut out, "node", "label", "string");
    on_nodes.iter().for_each(|(name, kind)| graphml_key(&mut out, "node", name, kind));
    graphml_key(&mut out, "edge", "relation", "string");
    on_edges.iter().for_each(|(name, kind)| graphml_key(&mut out, "edge", name, kind));
    out.open("graph").attr("id", &network.title).attr("edgedefault", "directed").end();
    out.newline();
    for node in &network.nodes {
        out.open("node").attr("id", &node.key).end();
        graphml_value(&mut out, "node", "label", &node.label);
        node.values.iter().for_each(|(name, value)| graphml_value(&mut out, "node", name, &written(value)));
        out.close("node");
        out.newline();
    }
    for (position, edge) in network.edges.iter().enumerate() {
        let id = format!("e{position}");
        out.open("edge").attr("id", &id).attr("source", &edge.from).attr("target", &edge.to).end();
        graphml_value(&mut out, "edge", "relation", edge.relation);
        edge.values.iter().for_each(|(name, value)| graphml_value(&mut out, "edge", name, &written(value)));
        out.close("edge");
        out.newline();
    }
    out.raw("</graph>\n</graphml>\n");
    out.finish()
}

fn columns_of(network: &Network) -> (Columns, Columns) {
    let nodes = network.nodes.iter().map(|node| node.values.as_slice());
    let edges = network.edges.iter().map(|edge| edge.values.as_slice());
    (columns(nodes), columns(edges))
}

fn graphml_key(out: &mut SvgWriter, of: &str, name: &str, kind: &str) {
    out.open("key").attr_parts("id", &[of, ".", name]).attr("for", of);
    out.attr("attr.name", name).attr("attr.type", kind).end_empty();
    out.newline();
}

fn graphml_value(out: &mut SvgWriter, of: &str, name: &str, text: &str) {
    out.open("data").attr_parts("key", &[of, ".", name]).end_with_text("data", text);
}

/// GEXF 1.2 with typed attributes. O(n).
pub fn gexf(network: &Network) -> String {
    let (on_nodes, on_edges) = columns_of(network);
    let mut out = SvgWriter::default();
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.raw("<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n");
    out.open("meta").attr("lastmodifieddate", &network.as_of).end();
    out.open("creator").end_with_text("creator", "liantu");
    out.open("description").end_with_text("description", &network.title);
    out.close("meta");
    out.raw("\n<graph defaultedgetype=\"directed\">\n");
    gexf_attributes(&mut out, "node", &on_nodes);
    gexf_attributes(&mut out, "edge", &on_edges);
    out.raw("<nodes>\n");
    for node in &network.nodes {
        out.open("node").attr("id", &node.key).attr("label", &node.label).end();
        gexf_values(&mut out, &on_nodes, &node.values);
        out.close("node");
        out.newline();
    }
    out.raw("</nodes>\n<edges>\n");
    for (position, edge) in network.edges.iter().enumerate() {
        let id = position.to_string();
        out.open("edge").attr("id", &id).attr("source", &edge.from).attr("target", &edge.to);
        out.attr("label", edge.relation).end();
        gexf_values(&mut out, &on_edges, &edge.values);
        out.close("edge");
        out.newline();
    }
    out.raw("</edges>\n</graph>\n</gexf>\n");
    out.finish()
}

fn gexf_attributes(out: &mut SvgWriter, of: &str, columns: &Columns) {
    out.open("attributes").attr("class", of).end();
    for (position, (name, kind)) in columns.iter().enumerate() {
        let id = position.to_string();
        out.open("attribute").attr("id", &id).attr("title", name).attr("type", kind).end_empty();
    }
    out.close("attributes");
    out.newline();
}

fn gexf_values(out: &mut SvgWriter, columns: &Columns, values: &Values) {
    if values.is_empty() {
        return;
    }
    out.open("attvalues").end();
    for (name, value) in values {
        let at = columns.get_index_of(name).expect("every value has its column").to_string();
        out.open("attvalue").attr("for", &at).attr("value", &written(value)).end_empty();
    }
    out.close("attvalues");
}

/// JSON Graph Format 2: nodes as an object by key, edges as a list. O(n).
pub fn json_graph(network: &Network) -> String {
    let nodes: Map<String, Value> = network
        .nodes
        .iter()
        .map(|node| (node.key.clone(), json!({"label": node.label, "metadata": metadata(&node.values)})))
        .collect();
    let edges: Vec<Value> = network
        .edges
        .iter()
        .map(|edge| {
            json!({"source": edge.from, "target": edge.to, "relation": edge.relation, "directed": true,
                "metadata": metadata(&edge.values)})
        })
        .collect();
    let graph = json!({"graph": {"directed": true, "type": "supply-chain", "label": network.title,
        "metadata": {"as_of": network.as_of}, "nodes": nodes, "edges": edges}});
    format!("{graph:#}\n")
}

fn metadata(values: &Values) -> Map<String, Value> {
    values
        .iter()
        .map(|(name, value)| {
            let value = match value {
                NetworkValue::Text(text) => json!(text),
                NetworkValue::Number(number) => json!(number),
                NetworkValue::Flag(flag) => json!(flag),
            };
            ((*name).to_owned(), value)
        })
        .collect()
}
