//! Prints the minimal cut sets by order, and the probability, of a fault tree in JSON.
//!
//! `aralia TREE.json [MAX_ORDER]`; the file holds `top`, `gates` (name to `type` and, or, atleast with `k`, and
//! `inputs`) and `events` (name to probability).

#![expect(clippy::print_stdout, reason = "printing is what the example is for")]

use std::collections::BTreeMap;
use std::error::Error;

use liantu_faulttree::{Budget, FaultTree, FaultTreeBuilder, GateIx, Input};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: aralia TREE.json [MAX_ORDER]")?;
    let (tree, top, probabilities) = read(&serde_json::from_str(&std::fs::read_to_string(path)?)?)?;
    let budget = Budget::default();
    if let Some(max_order) = arguments.next() {
        let sets = tree.minimal_cut_sets(top, max_order.parse()?, &budget)?;
        println!("{:?} {:?}", sets.completeness(), sets.counts()?);
        return Ok(());
    }
    let solution = tree.solve(top, &budget)?;
    let counts = solution.minimal_cut_sets(&budget)?.counts()?;
    println!("modules {} nodes {}", solution.module_count(), solution.node_count());
    println!("by order {counts:?}");
    println!("total {}", counts.iter().sum::<u128>());
    println!("probability {}", solution.probability(&probabilities)?);
    Ok(())
}

fn read(json: &Value) -> Result<(FaultTree, GateIx, Vec<f64>), Box<dyn Error>> {
    let mut builder = FaultTreeBuilder::default();
    let mut nodes: BTreeMap<&str, Input> = BTreeMap::new();
    let mut probabilities = Vec::new();
    for (name, probability) in json["events"].as_object().ok_or("no events")? {
        nodes.insert(name, builder.event().into());
        probabilities.push(probability.as_f64().ok_or("a probability is not a number")?);
    }
    let gates = json["gates"].as_object().ok_or("no gates")?;
    for name in gates.keys() {
        nodes.insert(name, builder.declare().into());
    }
    for (name, gate) in gates {
        let names = gate["inputs"].as_array().ok_or("a gate without inputs")?;
        let inputs: Vec<Input> = names
            .iter()
            .map(|name| name.as_str().and_then(|name| nodes.get(name)).copied())
            .collect::<Option<_>>()
            .ok_or("an unknown input")?;
        let threshold = match gate["type"].as_str() {
            Some("or") => 1,
            Some("and") => u32::try_from(inputs.len())?,
            _ => u32::try_from(gate["k"].as_u64().ok_or("a gate without k")?)?,
        };
        if let Some(&Input::Gate(gate)) = nodes.get(name.as_str()) {
            builder.define(gate, threshold, inputs);
        }
    }
    let Some(&Input::Gate(top)) = json["top"].as_str().and_then(|name| nodes.get(name)) else {
        return Err("the top is not a gate".into());
    };
    Ok((builder.build()?, top, probabilities))
}
