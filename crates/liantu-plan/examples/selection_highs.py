#!/usr/bin/env python3
"""Solves an instance written by the example `selection` with HiGHS (`pip install highspy`), to compare.

    selection_highs.py FILE GAP [SECONDS]

FILE: sizes, a line per supplier (region, group or -1, onboarding cost), a line per arc (supplier, component,
cover, weeks, cost, whether incumbent). Losses: every supplier, group and region. Penalty 50 per unit of cover.
"""

import sys
import time

import highspy
import numpy as np

PENALTY = 50.0


def read(path):
    lines = open(path, encoding="utf-8").read().split("\n")
    head = lines[0].split()
    components, suppliers, arcs = int(head[0]), int(head[1]), int(head[4])
    within, required = int(head[5]), float(head[6])
    firms = [line.split() for line in lines[1 : 1 + suppliers]]
    rows = [line.split() for line in lines[1 + suppliers : 1 + suppliers + arcs]]
    firms = [(int(region), int(group), float(cost)) for region, group, cost in firms]
    rows = [(int(s), int(c), float(cover), int(weeks), float(cost), now == "1") for s, c, cover, weeks, cost, now in rows]
    return components, firms, rows, within, required


def build(path):
    components, firms, rows, within, required = read(path)
    active = {row[0] for row in rows if row[5]}
    costs = [0.0 if s in active else firm[2] for s, firm in enumerate(firms)]
    by_component = [[] for _ in range(components)]
    for s, c, cover, weeks, cost, now in rows:
        if now or weeks <= within:
            column = None
            if not now:
                column = len(costs)
                costs.append(cost)
            by_component[c].append((s, cover, column))
    first_missing = len(costs)
    costs += [PENALTY] * components
    integer = [True] * first_missing + [False] * components
    constraints = []
    for c, own in enumerate(by_component):
        losses = {("none",)}
        for s, _, _ in own:
            region, group, _ = firms[s]
            losses |= {("supplier", s), ("region", region)} | ({("group", group)} if group >= 0 else set())
        for loss in sorted(losses):
            left = [arc for arc in own if not hit(loss, arc[0], firms)]
            need = required - sum(cover for _, cover, column in left if column is None)
            if need > 1e-9:
                terms = [(column, cover) for _, cover, column in left if column is not None]
                constraints.append((need, terms + [(first_missing + c, 1.0)]))
        for s, _, column in own:
            if column is not None and costs[s] > 0.0:
                constraints.append((0.0, [(s, 1.0), (column, -1.0)]))
    return costs, integer, constraints


def hit(loss, supplier, firms):
    kind = loss[0]
    if kind == "supplier":
        return supplier == loss[1]
    if kind == "region":
        return firms[supplier][0] == loss[1]
    return kind == "group" and firms[supplier][1] == loss[1]


def main():
    costs, integer, constraints = build(sys.argv[1])
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(costs), len(constraints)
    model.col_cost_ = np.array(costs)
    model.col_lower_ = np.zeros(len(costs))
    model.col_upper_ = np.ones(len(costs))
    model.row_lower_ = np.array([need for need, _ in constraints])
    model.row_upper_ = np.full(len(constraints), highspy.kHighsInf)
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger if one else kinds.kContinuous for one in integer]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(terms) for _, terms in constraints])])
    model.a_matrix_.index_ = np.array([column for _, terms in constraints for column, _ in terms])
    model.a_matrix_.value_ = np.array([value for _, terms in constraints for _, value in terms])
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", float(sys.argv[2]))
    if len(sys.argv) > 3:
        solver.setOptionValue("time_limit", float(sys.argv[3]))
    solver.passModel(model)
    start = time.process_time()
    solver.run()
    seconds = time.process_time() - start
    info = solver.getInfo()
    print(f"HiGHS {solver.version()}: objective {info.objective_function_value:.4f}, bound {info.mip_dual_bound:.4f}, "
          f"gap {100 * info.mip_gap:.5f} %, {seconds:.3f} CPU s")


main()
