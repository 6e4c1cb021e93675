"""The solver at work: HiGHS, loaded when it is first needed, so that whoever places nobody pays nothing for it.

Q. Huangfu and J. A. J. Hall, "Parallelizing the dual revised simplex method", Mathematical Programming Computation 10, 2018.
"""

import time
from typing import TYPE_CHECKING, NamedTuple

from consultation.errors import PlacementStopped
from consultation.placement.columns import ENDLESS
from consultation.placement.linear import Linear
from consultation.placement.seating import Control, Progress

if TYPE_CHECKING:
    import highspy
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EPSILON = 1e-6
"""Below this a value counts as none: HiGHS keeps its own tolerances at 1e-7."""


class Bounds(NamedTuple):
    """Bounds of columns and rows, as arrays."""

    lower: "Floats"
    upper: "Floats"
    row_lower: "Floats"
    row_upper: "Floats"


class Solution(NamedTuple):
    """What the solver found: values and reduced costs of columns, duals of rows, the objective, and its bound."""

    values: "Floats"
    reduced: "Floats"
    duals: "Floats"
    objective: float
    bound: float
    proven: bool

    @property
    def whole(self) -> bool:
        """Whether every value is a whole number."""
        return bool(abs(self.values - self.values.round()).max(initial=0.0) < EPSILON)


class Solver:
    """A linear programme in HiGHS. Times out and stops as its control says."""

    def __init__(self, linear: Linear, control: Control) -> None:
        import numpy as np

        self._control = control
        self._started = time.monotonic()
        self._linear = linear
        # Who shares a pool is dealt its seats without a look at organisations.
        self.mixed = linear.mixed and not (linear.pools and linear.problem.organisations)
        columns, rows = linear.columns, linear.rows
        self.costs = np.array([column.cost for column in columns])
        self.mix = np.array([column.mix for column in columns])
        self.ranks = np.array([column.rank for column in columns])
        self.bounds = Bounds(
            np.zeros(len(columns)),
            np.array([column.upper for column in columns]),
            np.array([row.lower for row in rows], dtype=float),
            np.array([row.upper for row in rows], dtype=float),
        )
        self._starts = np.array(linear.starts, dtype=np.int32)
        self._index = np.array(linear.entry_rows, dtype=np.int32)
        self._value = np.array(linear.entry_values, dtype=float)
        self._moved_rows: set[int] = set()
        self.impossible = self.out_of_time = False
        self._relaxed = self._highs()
        self._pass(self._relaxed, self.costs, self.bounds)
        self._relaxed.setBasis(self._first_wishes())

    @property
    def left(self) -> float:
        """Seconds left."""
        return max(self._control.seconds - (time.monotonic() - self._started), 0.0)

    def raised(self, row: int, least: float) -> None:
        """Raise the lower bound of a row, from here on."""
        self.bounds.row_lower[row] = least
        self._moved_rows.add(row)

    def activity(self, solution: Solution, row: int) -> float:
        """What a row adds up to in this solution."""
        import numpy as np

        columns = np.repeat(np.arange(len(self.costs)), np.diff(self._starts))
        here = self._index == row
        return float(solution.values[columns[here]] @ self._value[here])

    def relax(self, costs: "Floats", bounds: Bounds) -> Solution | None:
        """The optimum when people may be divided; None where there is none. Goes on from where it stood, so a small change is quick."""
        import numpy as np

        highs, columns = self._relaxed, np.arange(len(costs), dtype=np.int32)
        highs.changeColsCost(len(costs), columns, costs)
        highs.changeColsBounds(len(costs), columns, bounds.lower, bounds.upper)
        for row in self._moved_rows:
            highs.changeRowBounds(row, bounds.row_lower[row], bounds.row_upper[row])
        highs.setOptionValue("time_limit", highs.getRunTime() + max(self.left, 1.0))
        highs.run()
        self._require_going()
        return self._solution(highs)

    def relax_at_least(self, row: int, least: float, bounds: Bounds) -> Solution | None:
        """The same with so much at least in a row, this once."""
        before = float(self.bounds.row_lower[row])
        self.raised(row, least)
        found = self.relax(self.costs, bounds)
        self.raised(row, before)
        return found

    def whole(
        self, costs: "Floats", bounds: Bounds, start: Solution | None = None, share: float = 1.0
    ) -> Solution | None:
        """The optimum in whole people, or the best found in this share of the time that is left; None where there is none."""
        highs = self._highs()
        self._pass(highs, costs, bounds)
        return self._branch(highs, start, share)

    def _branch(self, highs: "highspy.Highs", start: Solution | None, share: float) -> Solution | None:
        import numpy as np

        columns = np.arange(len(self.costs), dtype=np.int32)
        highs.changeColsIntegrality(len(columns), columns, np.ones(len(columns), dtype=np.uint8))
        if start is not None:
            highs.setSolution(len(columns), columns, start.values.round())
        highs.setOptionValue("time_limit", max(self.left * share, 0.2))
        # Costs are whole: less than one apart is no difference.
        highs.setOptionValue("mip_abs_gap", 0.99)
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue(
            "mip_detect_symmetry", False
        )  # costs more than it gains: lots have ordered those who are alike
        self._listen(highs)
        highs.run()
        self._require_going()
        return self._solution(highs, whole=True)

    def whole_at_most(self, found: Solution, bounds: Bounds) -> Solution | None:
        """The best mix at a cost of at most what was found, in whole people."""
        import numpy as np

        highs = self._highs()
        self._pass(highs, self.mix, bounds)
        index = np.flatnonzero(self.costs).astype(np.int32)
        cost = float(self.costs @ found.values)
        highs.addRow(-ENDLESS, cost + 0.5, len(index), index, self.costs[index])
        return self._branch(highs, found, 1.0)

    def _highs(self) -> "highspy.Highs":
        import highspy

        highs = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no annotations
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)  # the same answer on every machine
        return highs

    def _pass(self, highs: "highspy.Highs", costs: "Floats", bounds: Bounds) -> None:
        import highspy

        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = len(costs), len(bounds.row_lower)
        programme.col_cost_, programme.col_lower_, programme.col_upper_ = costs, bounds.lower, bounds.upper
        programme.row_lower_, programme.row_upper_ = bounds.row_lower, bounds.row_upper
        matrix = programme.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kColwise
        matrix.start_, matrix.index_, matrix.value_ = self._starts, self._index, self._value
        highs.passModel(programme)

    def _first_wishes(self) -> "highspy.HighsBasis":
        """Where the solver starts: everybody in the place that they like best, whether or not there is room.

        No cheaper place is left to anybody, so that the dual simplex only has to mend rooms that are too full: half the steps of a
        start from nowhere.
        """
        import highspy

        status, linear = highspy.HighsBasisStatus, self._linear
        columns, rows = [status.kLower] * len(linear.columns), [status.kBasic] * len(linear.rows)
        for place, number in linear.cheapest.items():
            columns[number], rows[place] = status.kBasic, status.kLower
        basis = highspy.HighsBasis()
        basis.col_status, basis.row_status, basis.valid = columns, rows, True
        return basis

    def _listen(self, highs: "highspy.Highs") -> None:
        import highspy

        def heard(event: highspy.HighsCallbackEvent) -> None:
            if self._control.cancelled():
                event.interrupt()
            out = event.data_out
            seconds = time.monotonic() - self._started
            self._control.progress(Progress(seconds, out.mip_primal_bound, out.mip_dual_bound))

        highs.cbMipInterrupt += heard

    def _require_going(self) -> None:
        if self._control.cancelled():
            raise PlacementStopped

    def _solution(self, highs: "highspy.Highs", *, whole: bool = False) -> Solution | None:
        import highspy
        import numpy as np

        self.out_of_time |= highs.getModelStatus() == highspy.HighsModelStatus.kTimeLimit
        self.impossible = highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible
        status, info = highs.getModelStatus(), highs.getInfo()
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        proven = status == highspy.HighsModelStatus.kOptimal
        if not found or not (proven or whole):
            return None
        solution = highs.getSolution()
        values = np.array(solution.col_value)
        return Solution(
            values=values.round() if whole else values,
            reduced=np.array(solution.col_dual),
            duals=np.array(solution.row_dual),
            objective=info.objective_function_value,
            bound=info.mip_dual_bound if whole else info.objective_function_value,
            proven=proven,
        )
