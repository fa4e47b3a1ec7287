"""Promises that hold for any order: valid, the same every time, and proven only when it is true."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.packing import Carton, Item, Memo, Rules, pack

GROUPS = ("", "food", "scent")
pieces = st.builds(
    Item,
    sku=st.sampled_from("abcdef"),
    size_mm=st.tuples(*[st.integers(0, 130)] * 3),
    weight_g=st.integers(0, 900),
    keep_upright=st.booleans(),
    fragile=st.sampled_from([False, False, True]),
    apart_from=st.sampled_from([frozenset(), frozenset(), frozenset({"food"})]),
    group=st.sampled_from(GROUPS),
)
orders = st.lists(st.tuples(pieces, st.integers(1, 4)), max_size=5).map(
    lambda lines: [item for item, quantity in lines for _ in range(quantity)]
)
carton_lists = st.lists(
    st.tuples(
        st.tuples(*[st.integers(40, 200)] * 3), st.integers(0, 90), st.integers(90, 4000), st.none() | st.integers(0, 3)
    ),
    min_size=1,
    max_size=4,
).map(lambda rows: [Carton(f"c{n}", inner, tare, most, stock) for n, (inner, tare, most, stock) in enumerate(rows)])
any_rules = st.builds(
    Rules,
    support=st.sampled_from([0.0, 0.5, 0.7, 1.0]),
    all_upright=st.booleans(),
    max_items=st.none() | st.integers(1, 6),
    effort=st.just(15),
)


@settings(max_examples=200, deadline=None)
@given(orders, carton_lists, any_rules)
def test_every_packing_is_valid(faults_in, order, cartons, rules):
    packing = pack(order, cartons, rules)
    assert faults_in(order, cartons, rules, packing) == []
    assert packing.bound_cartons <= len(packing.packed)
    assert not packing.proven or packing.bound_cartons == len(packing.packed)


@settings(max_examples=60, deadline=None)
@given(orders, carton_lists, any_rules)
def test_the_same_order_is_packed_the_same_with_and_without_a_memo(order, cartons, rules):
    memo = Memo()
    first = pack(order, cartons, rules)
    assert repr(pack(order, cartons, rules)) == repr(first)
    assert pack(order, cartons, rules, memo) == first
    assert pack(order, cartons, rules, memo) == first


@settings(max_examples=60, deadline=None)
@given(orders, carton_lists, any_rules, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(order, cartons, rules, random):
    shuffled = random.sample(order, len(order))
    one, two = pack(order, cartons, rules), pack(shuffled, random.sample(cartons, len(cartons)), rules)
    assert [p.carton.inner_mm for p in one.packed] == [p.carton.inner_mm for p in two.packed]
    assert one.proven == two.proven


tiny_pieces = st.lists(st.tuples(*[st.integers(1, 4)] * 3), min_size=1, max_size=4)
tiny_cartons = st.lists(st.tuples(*[st.integers(2, 4)] * 3), min_size=1, max_size=2, unique=True)


@settings(max_examples=120, deadline=None)
@given(tiny_pieces, tiny_cartons, st.sampled_from([0.0, 0.7]))
def test_proven_agrees_with_trying_every_way(sizes, inners, support):
    items = [Item("x", size, 1) for size in sizes if any(fits(size, inner) for inner in inners)]
    cartons = [Carton(str(inner), inner, 0, 1_000) for inner in inners]
    packing = pack(items, cartons, Rules(support=support))
    mine = (len(packing.packed), sum(volume(p.carton.inner_mm) for p in packing.packed))
    best = least_cartons([item.size_mm for item in items], inners)
    assert best <= mine
    assert packing.bound_cartons <= best[0]
    if packing.proven or not support:
        assert mine == best


tiny_things = st.builds(
    Item,
    sku=st.just("x"),
    size_mm=st.tuples(*[st.integers(1, 4)] * 3),
    weight_g=st.integers(0, 4),
    keep_upright=st.booleans(),
    fragile=st.booleans(),
    apart_from=st.sampled_from([frozenset(), frozenset(), frozenset({"food"})]),
    group=st.sampled_from(GROUPS),
)
tiny_rules = st.builds(
    Rules,
    support=st.sampled_from([0.0, 0.7]),
    all_upright=st.booleans(),
    max_items=st.none() | st.integers(1, 3),
    effort=st.sampled_from([15, 100]),
)
strengths = st.integers(4, 12)


@settings(max_examples=150, deadline=None)
@given(st.lists(tiny_things, min_size=1, max_size=4), tiny_cartons, strengths, tiny_rules)
def test_proven_agrees_with_trying_every_way_under_every_rule(things, inners, most_g, rules):
    items = [item for item in things if any(can_turn(item, rules, inner) for inner in inners)]
    packing = pack(items, [Carton(str(inner), inner, 0, most_g) for inner in inners], rules)
    assert not packing.left_over
    mine = (len(packing.packed), sum(volume(p.carton.inner_mm) for p in packing.packed))
    best = least_cartons_allowed(items, inners, most_g, rules)
    assert best <= mine
    assert packing.bound_cartons <= best[0]
    if packing.proven:
        assert mine == best


@settings(max_examples=80, deadline=None)
@given(st.tuples(*[st.integers(3, 40)] * 3), st.integers(2, 9), st.randoms(use_true_random=False))
def test_pieces_cut_from_one_carton_are_never_proven_too_many_for_it(inner, many, random):
    items = [Item("x", tuple(random.sample(size, 3)), 1) for size in cut(inner, many, random)]
    packing = pack(items, [Carton("c", inner, 0, 1_000)], Rules(support=0.0, effort=15))
    assert packing.bound_cartons == 1
    assert not packing.proven or len(packing.packed) == 1


def cut(inner, many, random):
    """A box cut in two again and again, straight across."""
    boxes = [inner]
    while len(boxes) < many and any(max(box) > 1 for box in boxes):
        box = boxes.pop(random.choice([n for n, candidate in enumerate(boxes) if max(candidate) > 1]))
        axis = random.choice([k for k in range(3) if box[k] > 1])
        at = random.randint(1, box[axis] - 1)
        boxes += [(*box[:axis], length, *box[axis + 1 :]) for length in (at, box[axis] - at)]
    return boxes


def volume(size):
    return size[0] * size[1] * size[2]


def fits(size, inner):
    return all(side <= room for side, room in zip(sorted(size), sorted(inner), strict=True))


def least_cartons(sizes, inners):
    """The best (cartons, volume) over every way to divide the pieces among cartons."""
    if not sizes:
        return (0, 0)
    first, rest = sizes[0], sizes[1:]
    found = []
    for chosen in product((False, True), repeat=len(rest)):
        together = [first, *(size for size, taken in zip(rest, chosen, strict=True) if taken)]
        holding = [volume(inner) for inner in inners if can_hold(together, inner, [])]
        if holding:
            cartons, mm3 = least_cartons([size for size, taken in zip(rest, chosen, strict=True) if not taken], inners)
            found.append((cartons + 1, mm3 + min(holding)))
    return min(found)


def turns(item, rules):
    """Every way an item may be turned."""
    a, b, c = item.size_mm
    upright = {(a, b, c), (b, a, c)}
    return upright if item.keep_upright or rules.all_upright else upright | {(a, c, b), (b, c, a), (c, a, b), (c, b, a)}


def can_turn(item, rules, inner):
    return any(all(s <= room for s, room in zip(turn, inner, strict=True)) for turn in turns(item, rules))


def least_cartons_allowed(items, inners, most_g, rules):
    """The best (cartons, volume) over every way to divide the pieces, whatever they stand on and whatever stands on them."""
    if not items:
        return (0, 0)
    first, rest = items[0], items[1:]
    found = []
    for chosen in product((False, True), repeat=len(rest)):
        together = [first, *(item for item, taken in zip(rest, chosen, strict=True) if taken)]
        if allowed(together, most_g, rules):
            ways = [turns(item, rules) for item in together]
            holding = [volume(inner) for inner in inners if can_hold_turned(ways, inner, [])]
            if holding:
                others = [item for item, taken in zip(rest, chosen, strict=True) if not taken]
                cartons, mm3 = least_cartons_allowed(others, inners, most_g, rules)
                found.append((cartons + 1, mm3 + min(holding)))
    return min(found)


def allowed(together, most_g, rules):
    return (
        sum(item.weight_g for item in together) <= most_g
        and (rules.max_items is None or len(together) <= rules.max_items)
        and not any(
            one.group and one.group in two.apart_from
            for n, one in enumerate(together)
            for m, two in enumerate(together)
            if n != m
        )
    )


def can_hold_turned(ways, inner, placed):
    """Whether the pieces, each turned in one of its ways, can be put at whole coordinates without overlap."""
    if not ways:
        return True
    for dx, dy, dz in ways[0]:
        for x, y, z in product(range(inner[0] - dx + 1), range(inner[1] - dy + 1), range(inner[2] - dz + 1)):
            box = (x, y, z, dx, dy, dz)
            if not any(overlap(box, other) for other in placed) and can_hold_turned(ways[1:], inner, [*placed, box]):
                return True
    return False


def can_hold(sizes, inner, placed):
    """Whether the pieces can be put at whole coordinates in some turns without overlap."""
    if not sizes:
        return True
    if sum(map(volume, sizes)) + sum(volume(box[3:]) for box in placed) > volume(inner):
        return False
    a, b, c = sizes[0]
    for dx, dy, dz in {(a, b, c), (a, c, b), (b, a, c), (b, c, a), (c, a, b), (c, b, a)}:
        for x, y, z in product(range(inner[0] - dx + 1), range(inner[1] - dy + 1), range(inner[2] - dz + 1)):
            box = (x, y, z, dx, dy, dz)
            if not any(overlap(box, other) for other in placed) and can_hold(sizes[1:], inner, [*placed, box]):
                return True
    return False


def overlap(one, two):
    return all(one[k] < two[k] + two[k + 3] and two[k] < one[k] + one[k + 3] for k in range(3))
