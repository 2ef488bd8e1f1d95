//! Betweenness by Brandes' algorithm.

use crate::network::Network;

/// Relative difference below which two sums of path shares are the same number.
const SAME: f64 = 1e-12;

/// The node with the largest betweenness and its value divided by (n−1)(n−2); the first of equals.
/// `None` without nodes. Time O(n·m), memory O(n + m).
pub(super) fn largest(network: &Network) -> Option<(usize, f64)> {
    let scores = betweenness(network);
    let best = scores.iter().copied().reduce(f64::max)?;
    // Equal scores may differ in the last bits of their sums.
    let node = scores.iter().position(|&score| score >= best * (1.0 - SAME))?;
    let nodes = network.len() as f64;
    let pairs = (nodes - 1.0) * (nodes - 2.0);
    Some((node, if pairs > 0.0 { best / pairs } else { 0.0 }))
}

/// Paths from one source: distances, counts and dependencies of every node.
struct Search {
    distance: Vec<u32>,
    paths: Vec<f64>,
    dependency: Vec<f64>,
    order: Vec<usize>,
}

const UNSEEN: u32 = u32::MAX;

fn betweenness(network: &Network) -> Vec<f64> {
    let nodes = network.len();
    let mut scores = vec![0.0; nodes];
    let mut search = Search {
        distance: vec![UNSEEN; nodes],
        paths: vec![0.0; nodes],
        dependency: vec![0.0; nodes],
        order: Vec::with_capacity(nodes),
    };
    for source in 0..nodes {
        search.run(network, source);
        for &node in search.order.iter().rev().filter(|&&node| node != source) {
            scores[node] += search.dependency[node];
        }
    }
    scores
}

impl Search {
    fn run(&mut self, network: &Network, source: usize) {
        self.distance.fill(UNSEEN);
        self.paths.fill(0.0);
        self.dependency.fill(0.0);
        self.order.clear();
        self.distance[source] = 0;
        self.paths[source] = 1.0;
        self.order.push(source);
        let mut next = 0;
        while let Some(&node) = self.order.get(next) {
            self.visit(network, node);
            next += 1;
        }
        self.accumulate(network);
    }

    fn visit(&mut self, network: &Network, node: usize) {
        for &(customer, _) in &network.sales[node] {
            if self.distance[customer] == UNSEEN {
                self.distance[customer] = self.distance[node] + 1;
                self.order.push(customer);
            }
            if self.distance[customer] == self.distance[node] + 1 {
                self.paths[customer] += self.paths[node];
            }
        }
    }

    /// Dependencies from the farthest nodes back, each from its customers.
    fn accumulate(&mut self, network: &Network) {
        for &node in self.order.iter().rev() {
            let customers = network.sales[node].iter().map(|&(customer, _)| customer);
            let next = customers.filter(|&customer| self.distance[customer] == self.distance[node] + 1);
            self.dependency[node] = next
                .map(|customer| self.paths[node] / self.paths[customer] * (1.0 + self.dependency[customer]))
                .sum();
        }
    }
}
