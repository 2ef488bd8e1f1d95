//! Clustering coefficients, averaged over all nodes.

use crate::network::Network;

/// Mean share of linked pairs among a node's neighbours, directions ignored; nodes with fewer than
/// two neighbours count 0. Time O(n·m / 64).
pub(super) fn mean_undirected(network: &Network) -> f64 {
    let neighbours = neighbours(network);
    let sum: f64 = (0..network.len())
        .map(|node| {
            let own: Vec<usize> = ones(&neighbours[node]).collect();
            let degree = own.len() as u64;
            let twice_linked: u64 =
                own.iter().map(|&other| common(&neighbours[node], &neighbours[other])).sum();
            if degree < 2 { 0.0 } else { twice_linked as f64 / (degree * (degree - 1)) as f64 }
        })
        .sum();
    sum / network.len() as f64
}

/// Mean of Fagiolo's coefficient: with Ŵ the cube roots of weights divided by the largest,
/// (Ŵ + Ŵᵀ)³ᵢᵢ / (2 (dᵢ(dᵢ − 1) − 2 dᵢ↔)), d the number of arcs at a node and d↔ of those that go
/// both ways; 0 where there is no triangle. Time O(n·m).
pub(super) fn mean_weighted(network: &Network) -> f64 {
    let nodes = network.len();
    let strength = symmetric_roots(network);
    let (arcs, mutual) = degrees(network);
    let mut triangles = vec![0.0; nodes];
    for left in 0..nodes {
        let row = &strength[left * nodes..][..nodes];
        for right in (left + 1..nodes).filter(|&right| row[right] > 0.0) {
            let other = &strength[right * nodes..][..nodes];
            let through: f64 = row.iter().zip(other).map(|(left, right)| left * right).sum();
            triangles[left] += row[right] * through;
            triangles[right] += row[right] * through;
        }
    }
    let coefficients =
        triangles.iter().zip(arcs.iter().zip(&mutual)).map(|(&triangles, (&arcs, &mutual))| {
            if triangles == 0.0 { 0.0 } else { triangles / (2 * (arcs * (arcs - 1) - 2 * mutual)) as f64 }
        });
    coefficients.sum::<f64>() / nodes as f64
}

/// Ŵ + Ŵᵀ, row by row.
fn symmetric_roots(network: &Network) -> Vec<f64> {
    let nodes = network.len();
    let largest = network.sales.iter().flatten().map(|&(_, value)| value).max().unwrap_or(1) as f64;
    let mut strength = vec![0.0; nodes * nodes];
    for (seller, sales) in network.sales.iter().enumerate() {
        for &(customer, value) in sales {
            let root = (value as f64 / largest).cbrt();
            strength[seller * nodes + customer] += root;
            strength[customer * nodes + seller] += root;
        }
    }
    strength
}

/// Arcs at each node, and neighbours it both buys from and sells to.
fn degrees(network: &Network) -> (Vec<u64>, Vec<u64>) {
    let mut arcs = vec![0; network.len()];
    let mut mutual = vec![0; network.len()];
    for (seller, sales) in network.sales.iter().enumerate() {
        for &(customer, _) in sales {
            arcs[seller] += 1;
            arcs[customer] += 1;
            let returns = network.sales[customer].binary_search_by_key(&seller, |&(node, _)| node).is_ok();
            mutual[seller] += u64::from(returns);
        }
    }
    (arcs, mutual)
}

/// For each node the set of its neighbours, 64 to a word.
fn neighbours(network: &Network) -> Vec<Vec<u64>> {
    let mut sets = vec![vec![0_u64; network.len().div_ceil(64)]; network.len()];
    for (seller, sales) in network.sales.iter().enumerate() {
        for &(customer, _) in sales {
            sets[seller][customer / 64] |= 1 << (customer % 64);
            sets[customer][seller / 64] |= 1 << (seller % 64);
        }
    }
    sets
}

fn ones(set: &[u64]) -> impl Iterator<Item = usize> + '_ {
    (0..set.len() * 64).filter(|index| set[index / 64] >> (index % 64) & 1 == 1)
}

fn common(left: &[u64], right: &[u64]) -> u64 {
    left.iter().zip(right).map(|(left, right)| u64::from((left & right).count_ones())).sum()
}
