#!/usr/bin/env python3
"""The same choice of backups for HiGHS: `highs.py FILE GAP`, FILE as written by the example `selection`."""
import resource
import sys

import highspy
import numpy as np

PENALTY = 50.0


def read(path):
    lines = open(path).read().split("\n")
    components, suppliers, _, _, arcs = map(int, lines[0].split()[:5])
    within, required = map(float, lines[0].split()[5:7])
    rows = [line.split() for line in lines[1 : 1 + suppliers]]
    supplier = [(int(region), int(group), float(cost)) for region, group, cost in rows]
    rows = [line.split() for line in lines[1 + suppliers : 1 + suppliers + arcs]]
    arc = [(int(s), int(c), float(cover), int(weeks), float(cost), inc == "1") for s, c, cover, weeks, cost, inc in rows]
    return components, supplier, [a for a in arc if a[5] or a[3] <= within], required


def model(components, supplier, arcs, required):
    active = {a[0] for a in arcs if a[5]}
    cost, kind, rows = [], [], []
    x, y = {}, {}

    def column(price, integer):
        cost.append(price)
        kind.append(integer)
        return len(cost) - 1

    for number, a in enumerate(arcs):
        if not a[5]:
            x[number] = column(a[4], True)
            fixed = 0.0 if a[0] in active else supplier[a[0]][2]
            if fixed > 0.0:
                if a[0] not in y:
                    y[a[0]] = column(fixed, True)
                rows.append((0.0, [(y[a[0]], 1.0), (x[number], -1.0)]))
    missing = [column(PENALTY, False) for _ in range(components)]
    own = [[] for _ in range(components)]
    for number, a in enumerate(arcs):
        own[a[1]].append(number)
    for c in range(components):
        losses = {frozenset()}
        by = {}
        for n in own[c]:
            region, group, _ = supplier[arcs[n][0]]
            for key in (("s", arcs[n][0]), ("g", group) if group >= 0 else None, ("r", region)):
                if key:
                    by.setdefault(key, set()).add(n)
        losses |= {frozenset(lost) for lost in by.values()}
        largest = [k for k in losses if not any(k < other for other in losses)]
        for lost in largest:
            left = [n for n in own[c] if n not in lost]
            need = required - sum(arcs[n][2] for n in left if arcs[n][5])
            rows.append((need, [(x[n], arcs[n][2]) for n in left if not arcs[n][5]] + [(missing[c], 1.0)]))
    return cost, kind, rows


def main():
    cost, kind, rows = model(*read(sys.argv[1]))
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", float(sys.argv[2]))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(cost), len(rows)
    lp.col_cost_ = np.array(cost)
    lp.col_lower_ = np.zeros(len(cost))
    lp.col_upper_ = np.array([1.0 if integer else highspy.kHighsInf for integer in kind])
    lp.row_lower_ = np.array([need for need, _ in rows])
    lp.row_upper_ = np.full(len(rows), highspy.kHighsInf)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0] + [len(row) for _, row in rows])
    lp.a_matrix_.index_ = np.array([c for _, row in rows for c, _ in row])
    lp.a_matrix_.value_ = np.array([v for _, row in rows for _, v in row])
    lp.integrality_ = [highspy.HighsVarType.kInteger if integer else highspy.HighsVarType.kContinuous for integer in kind]
    solver.passModel(lp)
    before = resource.getrusage(resource.RUSAGE_SELF)
    solver.run()
    after = resource.getrusage(resource.RUSAGE_SELF)
    info = solver.getInfo()
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"HiGHS {solver.version()}: objective {info.objective_function_value:.4f}, "
          f"bound {info.mip_dual_bound:.4f}, {seconds:.2f} CPU s")


main()
